import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { peopleMatching } from "#app/accounts/people-queries.server";
import { type Context, notFound, type TrainingManager } from "#app/context.server";
import { presenceOfEvent } from "#app/training/presence/queries.server";
import { hasEarned, presenceOver } from "#app/training/presence/rules";
import { people } from "#db/schema/accounts";
import { enrolments } from "#db/schema/training";
import type { EnrolmentState } from "#db/vocabulary";

/** Everybody in an event with state, contact and what was seen of them, by family name; 404 for an unknown event. */
export async function rosterForManager(
  context: Context<TrainingManager>,
  eventId: string,
  { search = "", state = null }: { search?: string; state?: EnrolmentState | null } = {},
) {
  const [presence, rows] = await Promise.all([
    presenceOfEvent(context, eventId),
    context.db
      .select({
        id: enrolments.id,
        personId: people.id,
        state: enrolments.state,
        seat: enrolments.seat,
        source: enrolments.source,
        givenName: people.givenName,
        familyName: people.familyName,
        institution: people.institution,
        email: people.email,
        phone: people.phone,
      })
      .from(enrolments)
      .innerJoin(people, eq(people.id, enrolments.personId))
      .where(
        and(
          eq(enrolments.eventId, eventId),
          isNull(people.mergedInto),
          state ? eq(enrolments.state, state) : undefined,
          search ? peopleMatching(search) : undefined,
        ),
      )
      .orderBy(asc(people.familyName), asc(people.givenName), asc(enrolments.id)),
  ]);
  const seen = new Map(presence.people.map((person) => [person.enrolmentId, person]));
  const roster = rows.map((row) => {
    const { marks = [], minutes = [] } = seen.get(row.id) ?? {};
    const over = presenceOver(presence.sittings, marks, presence.rule, minutes);
    const recorded = over.statuses.filter((status) => status !== "not_recorded").length;
    const earned = row.state === "admitted" && hasEarned(over, presence.rule);
    const { percent, statuses } = over;
    return { ...row, percent, statuses, recorded, earned };
  });
  return { rows: roster, sittings: presence.sittings.length };
}

/** Of these people, who is in the event and how. */
export async function statesInEvent(context: Context<TrainingManager>, eventId: string, personIds: readonly string[]) {
  if (personIds.length === 0) return new Map<string, EnrolmentState>();
  const rows = await context.db
    .select({ personId: enrolments.personId, state: enrolments.state })
    .from(enrolments)
    .where(and(eq(enrolments.eventId, eventId), inArray(enrolments.personId, [...personIds])));
  return new Map(rows.map(({ personId, state }) => [personId, state]));
}

/** Event and person of an enrolment; 404 for an unknown id. */
export async function enrolmentPlace(context: Context<TrainingManager>, enrolmentId: string) {
  const [row] = await context.db
    .select({
      eventId: enrolments.eventId,
      personId: enrolments.personId,
      givenName: people.givenName,
      familyName: people.familyName,
    })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .where(eq(enrolments.id, enrolmentId));
  if (!row) throw notFound();
  const { givenName, familyName, ...place } = row;
  return { ...place, name: `${givenName} ${familyName}` };
}
