import { and, count, desc, eq, inArray, or, sql } from "drizzle-orm";
import type { Context, TrainingManager } from "#app/context.server";
import { accounts, people } from "#db/schema/accounts";
import { eventNotices } from "#db/schema/event-notices";
import { outboxMessages } from "#db/schema/messages";
import { certificates, enrolments, sittings } from "#db/schema/training";
import type { MessageState } from "#db/vocabulary";

export const deliveryPageSize = 50;

/** What was sent about an event to whom, the latest first. */
export async function deliveriesOfEvent(
  context: Context<TrainingManager>,
  eventId: string,
  { state, page }: { state: MessageState | null; page: number },
) {
  const about = aboutEvent(context, eventId);
  const rows = await context.db
    .select({
      id: outboxMessages.id,
      kind: outboxMessages.kind,
      state: outboxMessages.state,
      attempts: outboxMessages.attempts,
      outcome: outboxMessages.outcome,
      createdAt: outboxMessages.createdAt,
      sentAt: outboxMessages.sentAt,
      name: sql<string | null>`(
        select p.given_name || ' ' || p.family_name from ${people} p left join ${accounts} a on a.person_id = p.id
        where (${outboxMessages.recipientKind} = 'account' and a.id = ${outboxMessages.recipientId})
          or (${outboxMessages.recipientKind} = 'person' and p.id = ${outboxMessages.recipientId}))`,
    })
    .from(outboxMessages)
    .where(and(about, state ? eq(outboxMessages.state, state) : undefined))
    .orderBy(desc(outboxMessages.createdAt), desc(outboxMessages.id))
    .limit(deliveryPageSize)
    .offset((page - 1) * deliveryPageSize);
  const states = await context.db
    .select({ state: outboxMessages.state, rows: count() })
    .from(outboxMessages)
    .where(about)
    .groupBy(outboxMessages.state);
  const total = states.filter((one) => !state || one.state === state).reduce((sum, one) => sum + one.rows, 0);
  return { rows, states, total };
}

function aboutEvent(context: Context, eventId: string) {
  const idsOf = (table: typeof enrolments | typeof sittings | typeof certificates | typeof eventNotices) =>
    context.db.select({ id: table.id }).from(table).where(eq(table.eventId, eventId));
  return or(
    eq(outboxMessages.subjectId, eventId),
    inArray(outboxMessages.subjectId, idsOf(enrolments)),
    inArray(outboxMessages.subjectId, idsOf(sittings)),
    inArray(outboxMessages.subjectId, idsOf(certificates)),
    inArray(outboxMessages.subjectId, idsOf(eventNotices)),
  );
}
