import { asc, eq, sql } from "drizzle-orm";
import type { Context, Member } from "#app/context.server";
import { people } from "#db/schema/accounts";
import { coursePrerequisites, courses } from "#db/schema/training";
import type { Locale } from "#db/vocabulary";

/** The courses whose certificate is wanted before this one; with a person, those whose valid certificate is missing. */
export async function neededCourses(
  context: Context,
  locale: Locale,
  courseId: string,
  personId: string | null = null,
) {
  return context.db
    .select({ id: courses.id, title: locale === "sq" ? courses.titleSq : courses.titleEn })
    .from(coursePrerequisites)
    .innerJoin(courses, eq(courses.id, coursePrerequisites.neededId))
    .where(
      sql`${coursePrerequisites.courseId} = ${courseId} and not exists (
        select 1 from certificates c join events e on e.id = c.event_id
        where c.person_id = ${personId}::uuid and c.state = 'valid' and e.course_id = ${courses.id})`,
    )
    .orderBy(asc(courses.titleSq));
}

/** Where somebody is on a day of this event already: other events of theirs that go on, with a seat or one kept. */
export async function sameDayPlaces(context: Context, locale: Locale, eventId: string, personId: string) {
  const rows = await context.db.execute<{ slug: string; title: string; day: string }>(sql`
    select distinct on (e.id) e.slug, ${locale === "sq" ? sql`c.title_sq` : sql`c.title_en`} as title,
      (b.starts_at at time zone 'Europe/Tirane')::date::text as day
    from enrolments n
      join events e on e.id = n.event_id and e.state in ('tentative', 'confirmed')
      join courses c on c.id = e.course_id
      join sittings b on b.event_id = e.id
      join sittings a on a.event_id = ${eventId}
        and (a.starts_at at time zone 'Europe/Tirane')::date = (b.starts_at at time zone 'Europe/Tirane')::date
    where n.person_id = ${personId} and n.event_id <> ${eventId} and n.seat is not null
    order by e.id, b.starts_at`);
  return [...rows];
}

/** Who signs up while signed in: nothing of it is typed again. */
export async function ownContact(context: Context<Member>) {
  const [person] = await context.db
    .select({ givenName: people.givenName, familyName: people.familyName, email: people.email })
    .from(people)
    .where(eq(people.id, context.actor.personId));
  return person ?? null;
}
