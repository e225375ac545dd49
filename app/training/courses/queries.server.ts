import { asc, eq, sql } from "drizzle-orm";
import { type Context, notFound, type TrainingManager } from "#app/context.server";
import { calendarDate } from "#app/i18n/format";
import { courses } from "#db/schema/training";
import type { Locale } from "#db/vocabulary";

/** All courses with how often they were and will be held. */
export async function coursesForManager(context: Context<TrainingManager>, locale: Locale) {
  const today = calendarDate(context.now);
  return context.db
    .select({
      id: courses.id,
      title: locale === "sq" ? courses.titleSq : courses.titleEn,
      kind: courses.kind,
      state: courses.state,
      minutes: courses.minutes,
      certificatePercent: courses.certificatePercent,
      held: sql<number>`(select count(*)::int from events e where e.course_id = courses.id and e.state <> 'cancelled' and e.ends_on < ${today})`,
      coming: sql<number>`(select count(*)::int from events e where e.course_id = courses.id and e.state <> 'cancelled' and e.ends_on >= ${today})`,
    })
    .from(courses)
    .orderBy(asc(locale === "sq" ? courses.titleSq : courses.titleEn));
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
  return course;
}
