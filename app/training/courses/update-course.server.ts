import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound, type TrainingManager } from "#app/context.server";
import { courses } from "#db/schema/training";
import type { CourseRefusal } from "./create-course.server";
import type { CourseInput } from "./forms";
import { neededCoursesRefusal, writeNeededCourses } from "./needed-courses.server";

/** Changes a course; its address stays. Certificates that were issued keep what they said. */
export async function updateCourse(
  context: Context<TrainingManager>,
  input: CourseInput & { courseId: string },
): Promise<{ ok: true } | { ok: false; reason: CourseRefusal }> {
  const { courseId, summarySq, summaryEn, neededIds, ...rest } = input;
  return inTransaction(context, async (tx) => {
    const refusal = await neededCoursesRefusal(tx, courseId, neededIds);
    if (refusal) return { ok: false, reason: refusal };
    const [row] = await tx.db
      .update(courses)
      .set({ ...rest, summarySq: summarySq ?? "", summaryEn: summaryEn ?? "" })
      .where(eq(courses.id, courseId))
      .returning({ id: courses.id });
    if (!row) throw notFound();
    await writeNeededCourses(tx, courseId, neededIds);
    await recordAudit(tx, { action: "update-course", subjectKind: "course", subjectId: courseId });
    return { ok: true };
  });
}
