import { and, eq, sql } from "drizzle-orm";
import { type Context, notFound } from "#app/context.server";
import { comingEvents, sittingsOf } from "#app/training/events/queries.server";
import { signUpRefusal } from "#app/training/events/rules";
import { accounts, people } from "#db/schema/accounts";
import { regions } from "#db/schema/reference";
import { courses, enrolments, events } from "#db/schema/training";
import type { Locale } from "#db/vocabulary";
import { type Enrolled, isOwn } from "./own-enrolment.server";
import { isEnrolled, ownChangeRefusal } from "./rules";
import { seatFor } from "./seats.server";
import { neededCourses, sameDayPlaces } from "./sign-up-queries.server";

/** One's own place with its event: state, turn on the list, until when a seat is kept; the 404 for anybody else's. */
export async function ownPlace(context: Context<Enrolled>, locale: Locale, enrolmentId: string) {
  const [row] = await context.db
    .select({
      id: enrolments.id,
      state: enrolments.state,
      offeredUntil: enrolments.offeredUntil,
      offersMissed: enrolments.offersMissed,
      leftAs: enrolments.leftAs,
      decisionNote: enrolments.decisionNote,
      givenName: people.givenName,
      familyName: people.familyName,
      hasAccount: sql<boolean>`${accounts.id} is not null`,
      personId: enrolments.personId,
      eventId: events.id,
      courseId: events.courseId,
      slug: events.slug,
      eventState: events.state,
      title: locale === "sq" ? courses.titleSq : courses.titleEn,
      region: locale === "sq" ? regions.sq : regions.en,
      place: events.place,
      venue: events.venue,
      online: sql<boolean>`${events.onlineLink} is not null`,
      startsOn: events.startsOn,
      endsOn: events.endsOn,
      datePrecision: events.datePrecision,
      seats: events.seats,
      asks: sql<boolean>`exists (select 1 from event_questions q where q.event_id = ${events.id})`,
    })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .leftJoin(accounts, eq(accounts.personId, people.id))
    .innerJoin(events, eq(events.id, enrolments.eventId))
    .innerJoin(courses, eq(courses.id, events.courseId))
    .leftJoin(regions, eq(regions.iso, events.regionIso))
    .where(and(eq(enrolments.id, enrolmentId), isOwn(context)));
  if (!row) throw notFound();
  const { personId, seats, ...shown } = row;
  const [sittings, turn, free, sameDay, needs] = await Promise.all([
    sittingsOf(context, locale, row.eventId),
    row.state === "waiting" ? turnInQueue(context, row) : null,
    seatFor(context, { id: row.eventId, seats }, { personId }),
    isEnrolled(row.state) || row.state === "invited" ? sameDayPlaces(context, locale, row.eventId, personId) : [],
    row.state === "declined" ? neededCourses(context, locale, row.courseId, personId) : [],
  ]);
  const beginsAt = sittings.reduce<Date | null>(
    (first, { startsAt }) => (first && first <= startsAt ? first : startsAt),
    null,
  );
  const over = ownChangeRefusal({ state: row.eventState, beginsAt }, context.now);
  const offered = row.offeredUntil !== null && row.offeredUntil > context.now;
  const groupFull = free.seat === null && free.because === "quota_full" ? free.quota : null;
  return { ...shown, sittings, turn, over, offered, seatFree: free.seat !== null, groupFull, sameDay, needs };
}

/** Coming events of the same course to which a seat could be moved, the next first. */
export async function otherEventsOf(
  context: Context<Enrolled>,
  locale: Locale,
  { eventId, courseId }: { eventId: string; courseId: string },
) {
  const coming = await comingEvents(context, locale, { courseId });
  return coming.filter((event) => event.id !== eventId && signUpRefusal(event, context.now) === null);
}

/** How many wait for an event, and which of them the enrolment is: a reason of the manager's counts first, then time. */
async function turnInQueue(context: Context, { id, eventId }: { id: string; eventId: string }) {
  const [turn] = await context.db.execute<{ position: number; total: number }>(sql`
    select q.position, q.total from (
      select n.id, (row_number() over (order by n.priority desc, n.queued_at, n.id))::int as position,
        (count(*) over ())::int as total
      from enrolments n where n.event_id = ${eventId} and n.state = 'waiting') q
    where q.id = ${id}`);
  return turn ?? null;
}

/** The mail address of whoever the enrolment is of; null without one, the 404 for anybody else's. */
export async function ownAddress(context: Context<Enrolled>, enrolmentId: string): Promise<string | null> {
  const [row] = await context.db
    .select({ email: people.email })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .where(and(eq(enrolments.id, enrolmentId), isOwn(context)));
  if (!row) throw notFound();
  return row.email;
}
