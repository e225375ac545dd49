import { and, eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction } from "#app/context.server";
import { queueMessage } from "#app/notifications/queue-message.server";
import { breakGlass } from "#db/schema/break-glass";
import { lockBreakGlass, type Overseer } from "./lock-break-glass.server";
import { decisionRefusal } from "./rules";

/** The second person's no; whoever asked is told. Refuses whoever asked and what is decided or has lapsed. */
export async function refuseBreakGlass(
  context: Context<Overseer>,
  { id }: { id: string },
): Promise<{ ok: true } | { ok: false; reason: "own_asking" | "decided_already" }> {
  return inTransaction(context, async (tx) => {
    const asked = await lockBreakGlass(tx, id);
    const refusal = decisionRefusal(asked, tx.actor, tx.now);
    if (refusal) return { ok: false, reason: refusal };
    await tx.db
      .update(breakGlass)
      .set({ state: "refused", decidedBy: tx.actor.accountId, decidedAt: tx.now })
      .where(and(eq(breakGlass.id, id), eq(breakGlass.state, "asked")));
    await queueMessage(tx, {
      kind: "break_glass_decided",
      recipientKind: "account",
      recipientId: asked.askedBy,
      subjectId: id,
      deduplicationKey: `break_glass_decided:${id}:${asked.askedBy}`,
    });
    await recordAudit(tx, {
      action: "refuse-break-glass",
      subjectKind: "request",
      subjectId: asked.requestId,
      reason: asked.reason,
    });
    return { ok: true };
  });
}
