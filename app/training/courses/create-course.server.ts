import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type TrainingManager } from "#app/context.server";
import { slugOf } from "#app/training/events/rules";
import { freeSlug } from "#app/training/events/slugs.server";
import { courses } from "#db/schema/training";
import type { CourseInput } from "./forms";
import { neededCoursesRefusal, writeNeededCourses } from "./needed-courses.server";

type CreateCourseResult = { ok: true; courseId: string; slug: string } | { ok: false; reason: CourseRefusal };
export type CourseRefusal = NonNullable<Awaited<ReturnType<typeof neededCoursesRefusal>>>;

/** Describes a course once, in both languages; minutes are those of one whole holding. */
export async function createCourse(context: Context<TrainingManager>, input: CourseInput): Promise<CreateCourseResult> {
  const { summarySq, summaryEn, neededIds, ...rest } = input;
  return inTransaction(context, async (tx) => {
    const refusal = await neededCoursesRefusal(tx, null, neededIds);
    if (refusal) return { ok: false, reason: refusal };
    const slug = await freeSlug(tx, "courses", slugOf(input.titleSq));
    const [row] = await tx.db
      .insert(courses)
      .values({ ...rest, summarySq: summarySq ?? "", summaryEn: summaryEn ?? "", slug, createdAt: tx.now })
      .returning({ id: courses.id });
    if (!row) throw new Error("the course was not written");
    await writeNeededCourses(tx, row.id, neededIds);
    await recordAudit(tx, { action: "create-course", subjectKind: "course", subjectId: row.id });
    return { ok: true, courseId: row.id, slug };
  });
}
