import { and, eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Administrator, type Context, inTransaction, notFound } from "#app/context.server";
import { enqueue } from "#app/jobs/enqueue.server";
import { outboxMessages } from "#db/schema/messages";

/** Puts a message that failed back into the outbox, with all its attempts; the 404 where there is none. */
export async function sendAgain(
  context: Context<Administrator>,
  { messageId }: { messageId: string },
): Promise<{ ok: true } | { ok: false; reason: "not_failed" }> {
  return inTransaction(context, async (tx) => {
    const own = eq(outboxMessages.id, messageId);
    const [message] = await tx.db.select({ id: outboxMessages.id }).from(outboxMessages).where(own);
    if (!message) throw notFound();
    const changed = await tx.db
      .update(outboxMessages)
      .set({ state: "waiting", attempts: 0, outcome: null, notBefore: null })
      .where(and(own, eq(outboxMessages.state, "failed")))
      .returning({ id: outboxMessages.id });
    if (changed.length === 0) return { ok: false, reason: "not_failed" };
    await enqueue(tx, "send-messages", {});
    await recordAudit(tx, { action: "send-message-again", subjectKind: "message", subjectId: messageId });
    return { ok: true };
  });
}
