import { and, asc, eq } from "drizzle-orm";
import { peopleMatching } from "#app/accounts/people-queries.server";
import { type Context, notFound, type Trainer, type TrainingManager } from "#app/context.server";
import { people } from "#db/schema/accounts";
import { courses, enrolments, events, sittings } from "#db/schema/training";
import { badgeOf } from "./badges.server";
import { doorKey, sealForBadge } from "./door-sealing.server";
import { ownEvent } from "./queries.server";

type Teaching = Context<Trainer | TrainingManager>;

/** An event with its sittings by id, for whoever stands at its door; throws the 404 for one that is not the trainer's. */
export async function eventAtDoor(context: Teaching, eventId: string) {
  const [event] = await context.db
    .select({
      id: events.id,
      state: events.state,
      doorNames: events.doorNames,
      courseSq: courses.titleSq,
      courseEn: courses.titleEn,
      place: events.place,
    })
    .from(events)
    .innerJoin(courses, eq(courses.id, events.courseId))
    .where(and(eq(events.id, eventId), ownEvent(context)));
  if (!event) throw notFound();
  const planned = await context.db
    .select({
      id: sittings.id,
      position: sittings.position,
      startsAt: sittings.startsAt,
      endsAt: sittings.endsAt,
      titleSq: sittings.titleSq,
      titleEn: sittings.titleEn,
    })
    .from(sittings)
    .where(eq(sittings.eventId, eventId))
    .orderBy(asc(sittings.position));
  return { ...event, sittings: new Map(planned.map((sitting) => [sitting.id, sitting])) };
}

/**
 * The list that a door takes along, in an order that says nothing: whoever holds a badge opens the own record with it,
 * and nobody any other. Badges that were replaced, and those of people without a seat, say so.
 */
export async function sealedList(context: Teaching, event: { id: string }) {
  const rows = await context.db
    .select({
      id: enrolments.id,
      badgeVersion: enrolments.badgeVersion,
      state: enrolments.state,
      givenName: people.givenName,
      familyName: people.familyName,
      institution: people.institution,
    })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .where(eq(enrolments.eventId, event.id));
  const records = rows.flatMap(({ id, badgeVersion, state, givenName, familyName, institution }) => {
    const record = { name: `${givenName} ${familyName}`, institution, state };
    const lost = Array.from({ length: badgeVersion }, (_, version) =>
      sealForBadge(badgeOf({ id, badgeVersion: version }), event.id, { state: "replaced" }),
    );
    return [sealForBadge(badgeOf({ id, badgeVersion }), event.id, record), ...lost];
  });
  return { key: doorKey(), records: Object.fromEntries(records.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** People with a seat by name, each with the badge to scan; nobody where the event does not allow the search. */
export async function peopleAtDoor(context: Teaching, eventId: string, wanted: string) {
  const event = await eventAtDoor(context, eventId);
  const matching = event.doorNames && wanted.trim() ? peopleMatching(wanted) : undefined;
  if (!matching) return [];
  const rows = await context.db
    .select({
      id: enrolments.id,
      badgeVersion: enrolments.badgeVersion,
      givenName: people.givenName,
      familyName: people.familyName,
      institution: people.institution,
    })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .where(and(eq(enrolments.eventId, eventId), eq(enrolments.state, "admitted"), matching))
    .orderBy(asc(people.familyName), asc(people.givenName))
    .limit(8);
  return rows.map((row) => ({
    name: `${row.givenName} ${row.familyName}`,
    institution: row.institution,
    badge: badgeOf(row),
  }));
}
