import { and, eq, lte } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type System } from "#app/context.server";
import { outboxMessages } from "#db/schema/messages";
import { settings } from "#db/schema/reference";
import { outboxHold, outboxHoldKey } from "./outbox-hold.server";

/**
 * Lets mail go out again after a restoration; what came out of the backup unsent is sent or cancelled, as the operator
 * says. Answers with the number of those messages, or `not_on_hold`.
 */
export async function releaseOutbox(
  context: Context<System>,
  { cancel }: { cancel: boolean },
): Promise<{ ok: true; messages: number } | { ok: false; reason: "not_on_hold" }> {
  return inTransaction(context, async (tx) => {
    const hold = await outboxHold(tx);
    if (!hold) return { ok: false, reason: "not_on_hold" };
    const fromBackup = and(eq(outboxMessages.state, "waiting"), lte(outboxMessages.createdAt, new Date(hold.since)));
    const messages = cancel
      ? (
          await tx.db
            .update(outboxMessages)
            .set({ state: "cancelled", outcome: "restored" })
            .where(fromBackup)
            .returning({ id: outboxMessages.id })
        ).length
      : await tx.db.$count(outboxMessages, fromBackup);
    await tx.db.delete(settings).where(eq(settings.key, outboxHoldKey));
    await recordAudit(tx, {
      action: cancel ? "cancel-restored-messages" : "release-outbox",
      subjectKind: "installation",
      count: messages,
    });
    return { ok: true, messages };
  });
}
