import { and, asc, eq } from "drizzle-orm";
import { type Context, notFound, type Trainer, type TrainingManager } from "#app/context.server";
import { accounts, people } from "#db/schema/accounts";
import { doors } from "#db/schema/doors";
import { courses, enrolments, events, presenceObservations, sittings } from "#db/schema/training";
import { ownEvent } from "./queries.server";

type Teaching = Context<Trainer | TrainingManager>;

/**
 * Everything that was observed of one person in an event, sitting by sitting in the order of receipt, with who or what
 * observed it; throws the 404 for a person of an event that is not this trainer's.
 */
export async function presenceOfPerson(context: Teaching, enrolmentId: string) {
  const [person] = await context.db
    .select({
      enrolmentId: enrolments.id,
      eventId: enrolments.eventId,
      state: enrolments.state,
      givenName: people.givenName,
      familyName: people.familyName,
      institution: people.institution,
      courseSq: courses.titleSq,
      courseEn: courses.titleEn,
      lateMinutes: courses.lateMinutes,
    })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .innerJoin(events, eq(events.id, enrolments.eventId))
    .innerJoin(courses, eq(courses.id, events.courseId))
    .where(and(eq(enrolments.id, enrolmentId), ownEvent(context)));
  if (!person) throw notFound();
  const planned = await context.db
    .select({ id: sittings.id, position: sittings.position, startsAt: sittings.startsAt, endsAt: sittings.endsAt })
    .from(sittings)
    .where(eq(sittings.eventId, person.eventId))
    .orderBy(asc(sittings.position));
  const rows = await observedOf(context, enrolmentId);
  return {
    person,
    sittings: planned.map((sitting) => ({
      ...sitting,
      observations: rows.filter((row) => row.sittingId === sitting.id),
    })),
  };
}

async function observedOf(context: Teaching, enrolmentId: string) {
  const observers = context.db
    .select({ accountId: accounts.id, givenName: people.givenName, familyName: people.familyName })
    .from(accounts)
    .innerJoin(people, eq(people.id, accounts.personId))
    .as("observers");
  return context.db
    .select({
      id: presenceObservations.id,
      sittingId: presenceObservations.sittingId,
      kind: presenceObservations.kind,
      mark: presenceObservations.mark,
      minutes: presenceObservations.minutes,
      flag: presenceObservations.flag,
      channel: presenceObservations.channel,
      reason: presenceObservations.reason,
      observedAt: presenceObservations.observedAt,
      receivedAt: presenceObservations.receivedAt,
      door: doors.label,
      givenName: observers.givenName,
      familyName: observers.familyName,
    })
    .from(presenceObservations)
    .leftJoin(doors, eq(doors.id, presenceObservations.doorId))
    .leftJoin(observers, eq(observers.accountId, presenceObservations.recordedBy))
    .where(eq(presenceObservations.enrolmentId, enrolmentId))
    .orderBy(asc(presenceObservations.id));
}
