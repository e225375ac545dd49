import { and, asc, eq, exists, gte, sql } from "drizzle-orm";
import { type Context, notFound, type Trainer, type TrainingManager } from "#app/context.server";
import { people } from "#db/schema/accounts";
import { courses, enrolments, events, eventTrainers, sittings } from "#db/schema/training";
import type { PresenceMark } from "#db/vocabulary";

type Teaching = Context<Trainer | TrainingManager>;

/** Trainers see their own events, training managers every one. */
export function ownEvent(context: Teaching) {
  if (context.actor.as === "training_manager") return undefined;
  return exists(
    context.db
      .select({ one: sql`1` })
      .from(eventTrainers)
      .where(and(eq(eventTrainers.eventId, events.id), eq(eventTrainers.accountId, context.actor.accountId))),
  );
}

const sittingColumns = {
  id: sittings.id,
  position: sittings.position,
  startsAt: sittings.startsAt,
  endsAt: sittings.endsAt,
  titleSq: sittings.titleSq,
  titleEn: sittings.titleEn,
};

const latestMark = (sittingId: unknown, enrolmentId: unknown) => sql<PresenceMark | null>`(
  select o.mark from presence_observations o
  where o.sitting_id = ${sittingId} and o.enrolment_id = ${enrolmentId} order by o.id desc limit 1)`;

/** The sittings of a trainer's own events since `since`, with how many people are on the list and recorded. */
export async function ownSittings(context: Context<Trainer | TrainingManager>, since: Date) {
  return context.db
    .select({
      ...sittingColumns,
      eventId: events.id,
      courseSq: courses.titleSq,
      courseEn: courses.titleEn,
      place: events.place,
      venue: events.venue,
      mapLink: events.mapLink,
      online: sql<boolean>`${events.onlineLink} is not null`,
      sittingCount: sql<number>`(select count(*)::int from sittings x where x.event_id = ${events.id})`,
      people: sql<number>`(
        select count(*)::int from enrolments n where n.event_id = ${events.id} and n.state = 'admitted')`,
      recorded: sql<number>`(
        select count(*)::int from enrolments n where n.event_id = ${events.id} and n.state = 'admitted'
          and coalesce(${latestMark(sittings.id, sql`n.id`)}, 'not_recorded') <> 'not_recorded')`,
    })
    .from(sittings)
    .innerJoin(events, eq(events.id, sittings.eventId))
    .innerJoin(courses, eq(courses.id, events.courseId))
    .innerJoin(
      eventTrainers,
      and(eq(eventTrainers.eventId, events.id), eq(eventTrainers.accountId, context.actor.accountId)),
    )
    .where(and(gte(sittings.endsAt, since), sql`${events.state} <> 'cancelled'`))
    .orderBy(asc(sittings.startsAt), asc(sittings.position))
    .limit(400);
}

/** One sitting with its event; throws the 404 for one that is not this trainer's. */
export async function sittingForRoster(context: Teaching, sittingId: string) {
  const [sitting] = await context.db
    .select({
      ...sittingColumns,
      eventId: events.id,
      eventState: events.state,
      courseSq: courses.titleSq,
      courseEn: courses.titleEn,
      place: events.place,
      sittingCount: sql<number>`(select count(*)::int from sittings x where x.event_id = ${events.id})`,
      previousId: sql<string | null>`(
        select x.id from sittings x where x.event_id = ${events.id} and x.position < ${sittings.position}
        order by x.position desc limit 1)`,
      nextId: sql<string | null>`(
        select x.id from sittings x where x.event_id = ${events.id} and x.position > ${sittings.position}
        order by x.position limit 1)`,
    })
    .from(sittings)
    .innerJoin(events, eq(events.id, sittings.eventId))
    .innerJoin(courses, eq(courses.id, events.courseId))
    .where(and(eq(sittings.id, sittingId), ownEvent(context)));
  if (!sitting) throw notFound();
  return sitting;
}

/** Everybody with a seat, by family name, with the latest mark of one sitting. */
export async function rosterOf(context: Teaching, sitting: { id: string; eventId: string }) {
  return context.db
    .select({
      enrolmentId: enrolments.id,
      givenName: people.givenName,
      familyName: people.familyName,
      institution: people.institution,
      mark: latestMark(sql`${sitting.id}::uuid`, enrolments.id),
    })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .where(and(eq(enrolments.eventId, sitting.eventId), eq(enrolments.state, "admitted")))
    .orderBy(asc(people.familyName), asc(people.givenName), asc(enrolments.id));
}

/** Ids of the people with a seat who have no mark yet in a sitting. */
export async function notYetRecorded(context: Teaching, sitting: { id: string; eventId: string }) {
  const rows = await context.db
    .select({ enrolmentId: enrolments.id })
    .from(enrolments)
    .where(
      and(
        eq(enrolments.eventId, sitting.eventId),
        eq(enrolments.state, "admitted"),
        sql`coalesce(${latestMark(sql`${sitting.id}::uuid`, enrolments.id)}, 'not_recorded') = 'not_recorded'`,
      ),
    );
  return rows.map((row) => row.enrolmentId);
}

/** One person of an event with the latest mark per sitting, in the sittings' order. */
export interface PersonInEvent {
  enrolmentId: string;
  personId: string;
  givenName: string;
  familyName: string;
  institution: string | null;
  email: string | null;
  marks: (PresenceMark | null)[];
  /** Minutes per sitting where scans or a correction tell them. */
  minutes: (number | null)[];
}

/** The sittings of an event and everybody with a seat, by family name, with all their latest marks: four queries. */
export async function presenceOfEvent(context: Teaching, eventId: string) {
  const [rule] = await context.db
    .select({ lateMinutes: courses.lateMinutes, certificatePercent: courses.certificatePercent })
    .from(events)
    .innerJoin(courses, eq(courses.id, events.courseId))
    .where(and(eq(events.id, eventId), ownEvent(context)));
  if (!rule) throw notFound();
  const planned = await context.db
    .select(sittingColumns)
    .from(sittings)
    .where(eq(sittings.eventId, eventId))
    .orderBy(asc(sittings.position));
  // Two queries and no join of marks with people: right after an import the planner does not know yet how many there are.
  const rows = await context.db
    .select({
      enrolmentId: enrolments.id,
      personId: enrolments.personId,
      givenName: people.givenName,
      familyName: people.familyName,
      institution: people.institution,
      email: people.email,
    })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .where(and(eq(enrolments.eventId, eventId), eq(enrolments.state, "admitted")))
    .orderBy(asc(people.familyName), asc(people.givenName), asc(enrolments.id));
  const latest = await context.db.execute<{
    sitting_id: string;
    enrolment_id: string;
    mark: PresenceMark;
    minutes: number | null;
  }>(sql`
    select distinct on (o.sitting_id, o.enrolment_id) o.sitting_id, o.enrolment_id, o.mark, o.minutes
    from presence_observations o
    where o.sitting_id = any(array(select s.id from sittings s where s.event_id = ${eventId}::uuid))
    order by o.sitting_id, o.enrolment_id, o.id desc`);
  const known = new Map(latest.map((row) => [`${row.sitting_id} ${row.enrolment_id}`, row]));
  const present: PersonInEvent[] = rows.map((row) => {
    const seen = planned.map((sitting) => known.get(`${sitting.id} ${row.enrolmentId}`));
    return { ...row, marks: seen.map((one) => one?.mark ?? null), minutes: seen.map((one) => one?.minutes ?? null) };
  });
  return { rule, sittings: planned, people: present };
}
