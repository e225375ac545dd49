import { count, desc, eq, sql } from "drizzle-orm";
import { type Administrator, type Context, notFound } from "#app/context.server";
import { accounts, people } from "#db/schema/accounts";
import { outboxMessages } from "#db/schema/messages";
import type { MessageState } from "#db/vocabulary";
import { outboxHold } from "./outbox-hold.server";

export const outboxPageSize = 50;

const columns = {
  id: outboxMessages.id,
  kind: outboxMessages.kind,
  recipientKind: outboxMessages.recipientKind,
  state: outboxMessages.state,
  attempts: outboxMessages.attempts,
  outcome: outboxMessages.outcome,
  createdAt: outboxMessages.createdAt,
  sentAt: outboxMessages.sentAt,
  /** Account holders and trainees by name; people who asked for help never. */
  recipient: sql<string | null>`(
    select p.given_name || ' ' || p.family_name from ${people} p left join ${accounts} a on a.person_id = p.id
    where (${outboxMessages.recipientKind} = 'account' and a.id = ${outboxMessages.recipientId})
      or (${outboxMessages.recipientKind} = 'person' and p.id = ${outboxMessages.recipientId}))`,
};

/** The outbox, the latest first: who is told what kind of thing, and what became of it. */
export async function outboxForAdministrator(
  context: Context<Administrator>,
  state: MessageState | null,
  page: number,
) {
  const where = state ? eq(outboxMessages.state, state) : undefined;
  const rows = await context.db
    .select(columns)
    .from(outboxMessages)
    .where(where)
    .orderBy(desc(outboxMessages.createdAt), desc(outboxMessages.id))
    .limit(outboxPageSize)
    .offset((page - 1) * outboxPageSize);
  const states = await context.db
    .select({ state: outboxMessages.state, rows: count() })
    .from(outboxMessages)
    .groupBy(outboxMessages.state);
  const total = states.filter((row) => !state || row.state === state).reduce((sum, row) => sum + row.rows, 0);
  return { rows, total, states, hold: await outboxHold(context) };
}

/** One message of the outbox; the 404 where there is none. */
export async function messageForAdministrator(context: Context<Administrator>, messageId: string) {
  const [message] = await context.db.select(columns).from(outboxMessages).where(eq(outboxMessages.id, messageId));
  if (!message) throw notFound();
  return message;
}
