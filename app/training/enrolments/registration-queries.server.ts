import { and, asc, desc, eq, sql } from "drizzle-orm";
import type { Context, TrainingManager } from "#app/context.server";
import { people } from "#db/schema/accounts";
import { enrolments } from "#db/schema/training";
import { inQueueOrder } from "./offer-free-seats.server";
import { quotasOf, seatedInEvent } from "./quota-queries.server";
import { countedBy } from "./quota-rules";

const person = {
  id: enrolments.id,
  personId: people.id,
  givenName: people.givenName,
  familyName: people.familyName,
  institution: people.institution,
  profession: people.profession,
  email: people.email,
};

/** Who waits for a seat, in the order in which they get one, with what is kept and why somebody comes first. */
export async function waitingList(context: Context<TrainingManager>, eventId: string) {
  return context.db
    .select({
      ...person,
      phone: people.phone,
      queuedAt: enrolments.queuedAt,
      priority: enrolments.priority,
      priorityReason: enrolments.priorityReason,
      offeredUntil: enrolments.offeredUntil,
      offersMissed: enrolments.offersMissed,
    })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .where(and(eq(enrolments.eventId, eventId), eq(enrolments.state, "waiting")))
    .orderBy(...inQueueOrder)
    .limit(1000);
}

/** Who has applied and waits for a decision, the longest first. */
export async function applicationsOf(context: Context<TrainingManager>, eventId: string) {
  return context.db
    .select({ ...person, source: enrolments.source, changedAt: enrolments.changedAt })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .where(and(eq(enrolments.eventId, eventId), eq(enrolments.state, "applied")))
    .orderBy(asc(enrolments.queuedAt), asc(enrolments.id))
    .limit(500);
}

/** Everybody who was invited personally and what they have said, those without an answer first. */
export async function invitationsOf(context: Context<TrainingManager>, eventId: string) {
  return context.db
    .select({ ...person, state: enrolments.state, changedAt: enrolments.changedAt })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .where(and(eq(enrolments.eventId, eventId), eq(enrolments.source, "invitation")))
    .orderBy(sql`${enrolments.state} <> 'invited'`, asc(people.familyName), asc(people.givenName), desc(enrolments.id))
    .limit(1000);
}

/** The quotas of an event with how many seats each has given. */
export async function quotasInUse(context: Context<TrainingManager>, eventId: string) {
  const [quotas, seated] = await Promise.all([quotasOf(context, eventId), seatedInEvent(context, eventId)]);
  return quotas.map((quota) => ({ ...quota, taken: countedBy(quota, seated) }));
}
