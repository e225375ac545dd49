import { and, asc, eq, ne, type SQL, sql } from "drizzle-orm";
import { type Context, notFound, type TrainingManager } from "#app/context.server";
import { fold } from "#app/i18n/fold";
import { calendarDate } from "#app/i18n/format";
import { coursePrerequisites, courses } from "#db/schema/training";
import type { CourseTopic, EventKind, Locale } from "#db/vocabulary";

const title = (locale: Locale) => (locale === "sq" ? courses.titleSq : courses.titleEn);

export interface CourseFilter {
  search: string;
  kind: EventKind | null;
  topic: CourseTopic | null;
}

/** The catalogue: courses with what is wanted before them, and how often they were and will be held. */
export async function coursesForManager(context: Context<TrainingManager>, locale: Locale, filter: CourseFilter) {
  const today = calendarDate(context.now);
  return context.db
    .select({
      id: courses.id,
      title: title(locale),
      kind: courses.kind,
      topics: courses.topics,
      state: courses.state,
      minutes: courses.minutes,
      credits: courses.credits,
      certificatePercent: courses.certificatePercent,
      needed: sql<string[]>`array(
        select ${sql.identifier(locale === "sq" ? "title_sq" : "title_en")} from course_prerequisites p
        join courses c on c.id = p.needed_id where p.course_id = courses.id order by 1)`,
      held: sql<number>`(select count(*)::int from events e where e.course_id = courses.id and e.state <> 'cancelled' and e.ends_on < ${today})`,
      coming: sql<number>`(select count(*)::int from events e where e.course_id = courses.id and e.state <> 'cancelled' and e.ends_on >= ${today})`,
    })
    .from(courses)
    .where(and(...conditions(filter)))
    .orderBy(asc(title(locale)));
}

function conditions({ search, kind, topic }: CourseFilter): (SQL | undefined)[] {
  const words = fold(search).split(" ").filter(Boolean).slice(0, 6);
  const folded = sql`unaccent(lower(${courses.titleSq} || ' ' || ${courses.titleEn}))`;
  return [
    ...words.map((word) => sql`${folded} like ${`%${word.replace(/[\\%_]/g, "\\$&")}%`}`),
    kind ? eq(courses.kind, kind) : undefined,
    topic ? sql`${topic} = any(${courses.topics})` : undefined,
  ];
}

/** Courses that can be wanted before another one: all but itself and those that are given up. */
export async function coursesToNeed(context: Context<TrainingManager>, locale: Locale, courseId: string | null = null) {
  return context.db
    .select({ id: courses.id, title: title(locale) })
    .from(courses)
    .where(and(ne(courses.state, "retired"), courseId ? ne(courses.id, courseId) : undefined))
    .orderBy(asc(title(locale)));
}

/** One course as it is edited; 404 for an unknown id. */
export async function courseForManager(context: Context<TrainingManager>, courseId: string) {
  const [course] = await context.db
    .select({
      id: courses.id,
      slug: courses.slug,
      titleSq: courses.titleSq,
      titleEn: courses.titleEn,
      kind: courses.kind,
      topics: courses.topics,
      summarySq: courses.summarySq,
      summaryEn: courses.summaryEn,
      minutes: courses.minutes,
      lateMinutes: courses.lateMinutes,
      certificatePercent: courses.certificatePercent,
      credits: courses.credits,
      state: courses.state,
    })
    .from(courses)
    .where(eq(courses.id, courseId));
  if (!course) throw notFound();
  const needed = await context.db
    .select({ id: coursePrerequisites.neededId })
    .from(coursePrerequisites)
    .where(eq(coursePrerequisites.courseId, courseId));
  return { ...course, neededIds: needed.map(({ id }) => id) };
}

/** The titles of the courses that are wanted before one. */
export async function neededTitles(context: Context, locale: Locale, courseId: string): Promise<string[]> {
  const rows = await context.db
    .select({ title: title(locale) })
    .from(coursePrerequisites)
    .innerJoin(courses, eq(courses.id, coursePrerequisites.neededId))
    .where(eq(coursePrerequisites.courseId, courseId))
    .orderBy(asc(title(locale)));
  return rows.map((row) => row.title);
}
