import { and, eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction } from "#app/context.server";
import { alertDesk } from "#app/legal-aid/aid-requests/alert-desk.server";
import { breakGlass } from "#db/schema/break-glass";
import { lockBreakGlass, type Overseer } from "./lock-break-glass.server";
import { decisionRefusal, openMinutes } from "./rules";
import { tellOverseers } from "./tell-overseers.server";

/**
 * The second person's yes: opens the request to whoever asked, for sixty minutes. The desk, the auditors and the one who
 * asked are told. Refuses whoever asked and what is decided or has lapsed; the database refuses the same.
 */
export async function approveBreakGlass(
  context: Context<Overseer>,
  { id }: { id: string },
): Promise<{ ok: true; endsAt: Date } | { ok: false; reason: "own_asking" | "decided_already" }> {
  return inTransaction(context, async (tx) => {
    const asked = await lockBreakGlass(tx, id);
    const refusal = decisionRefusal(asked, tx.actor, tx.now);
    if (refusal) return { ok: false, reason: refusal };
    const endsAt = new Date(tx.now.getTime() + openMinutes * 60_000);
    await tx.db
      .update(breakGlass)
      .set({ state: "open", decidedBy: tx.actor.accountId, decidedAt: tx.now, endsAt })
      .where(and(eq(breakGlass.id, id), eq(breakGlass.state, "asked")));
    await tellOverseers(tx, "break_glass_decided", id, ["dpo", "auditor"], tx.actor.accountId);
    await alertDesk(tx, asked.requestId, `break_glass:${id}`);
    await recordAudit(tx, {
      action: "approve-break-glass",
      subjectKind: "request",
      subjectId: asked.requestId,
      reason: asked.reason,
    });
    return { ok: true, endsAt };
  });
}
