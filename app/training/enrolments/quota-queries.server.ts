import { and, asc, eq, isNotNull, sql } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { people } from "#db/schema/accounts";
import { organisations } from "#db/schema/organisations";
import { eventQuotas } from "#db/schema/sign-up";
import { enrolments } from "#db/schema/training";
import type { Quota, Quoted } from "./quota-rules";

/** What a quota asks about a person of the register: the institution as written, else the one linked. */
const quoted = {
  profession: people.profession,
  institution: sql<string | null>`coalesce(${people.institution}, ${organisations.nameSq})`,
};

/** The quotas of an event, in the order of their names. */
export async function quotasOf(context: Context, eventId: string): Promise<(Quota & { id: string })[]> {
  return context.db
    .select({
      id: eventQuotas.id,
      kind: eventQuotas.kind,
      name: eventQuotas.name,
      foldedName: eventQuotas.foldedName,
      seats: eventQuotas.seats,
    })
    .from(eventQuotas)
    .where(eq(eventQuotas.eventId, eventId))
    .orderBy(asc(eventQuotas.kind), asc(eventQuotas.foldedName));
}

/** What quotas count of everybody who has a seat of an event, or for whom one is kept. */
export async function seatedInEvent(context: Context, eventId: string): Promise<Quoted[]> {
  return context.db
    .select(quoted)
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .leftJoin(organisations, eq(organisations.id, people.organisationId))
    .where(and(eq(enrolments.eventId, eventId), isNotNull(enrolments.seat)));
}

/** What quotas ask about one person. */
export async function quotedPerson(context: Context, personId: string): Promise<Quoted> {
  const [person] = await context.db
    .select(quoted)
    .from(people)
    .leftJoin(organisations, eq(organisations.id, people.organisationId))
    .where(eq(people.id, personId));
  return person ?? { profession: null, institution: null };
}
