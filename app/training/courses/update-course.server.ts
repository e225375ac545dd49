import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound, type TrainingManager } from "#app/context.server";
import { courses } from "#db/schema/training";
import type { CourseInput } from "./forms";

/** Changes a course; its address stays. Certificates that were issued keep what they said. */
export async function updateCourse(
  context: Context<TrainingManager>,
  input: CourseInput & { courseId: string },
): Promise<{ ok: true }> {
  return inTransaction(context, async (tx) => {
    const { courseId, summarySq, summaryEn, ...rest } = input;
    const [row] = await tx.db
      .update(courses)
      .set({ ...rest, summarySq: summarySq ?? "", summaryEn: summaryEn ?? "" })
      .where(eq(courses.id, courseId))
      .returning({ id: courses.id });
    if (!row) throw notFound();
    await recordAudit(tx, { action: "update-course", subjectKind: "course", subjectId: courseId });
    return { ok: true };
  });
}
