import { eq, inArray, sql } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { coursePrerequisites, courses } from "#db/schema/training";

/**
 * Why these courses cannot be wanted before a course (null for one that is only being made): one of them is unknown, or
 * leads back to the course itself, which nobody could ever begin. Whoever changes what is wanted at the same moment waits.
 */
export async function neededCoursesRefusal(
  tx: Context,
  courseId: string | null,
  neededIds: readonly string[],
): Promise<"unknown_course" | "needs_itself" | null> {
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext('course_prerequisites'))`);
  const wanted = [...new Set(neededIds)];
  if (wanted.length === 0) return null;
  const known = await tx.db.select({ id: courses.id }).from(courses).where(inArray(courses.id, wanted));
  if (known.length !== wanted.length) return "unknown_course";
  if (courseId === null) return null;
  const [way] = await tx.db.execute<{ back: boolean }>(sql`
    with recursive way as (
      select id from courses where id in ${wanted}
      union select p.needed_id from course_prerequisites p join way on p.course_id = way.id)
    select exists (select 1 from way where id = ${courseId}::uuid) as back`);
  return way?.back ? "needs_itself" : null;
}

/** Makes the courses that are wanted before a course these and no others. */
export async function writeNeededCourses(tx: Context, courseId: string, neededIds: readonly string[]): Promise<void> {
  await tx.db.delete(coursePrerequisites).where(eq(coursePrerequisites.courseId, courseId));
  const rows = [...new Set(neededIds)].map((neededId) => ({ courseId, neededId }));
  if (rows.length > 0) await tx.db.insert(coursePrerequisites).values(rows);
}
