import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, type Coordinator, inTransaction, notFound } from "#app/context.server";
import { aidRequests } from "#db/schema/aid-requests";
import { moveRequest } from "./move-request.server";
import { isOpen, mayMove } from "./rules";

/** Takes a closed or declined request back into triage, with a reason that stays. */
export async function reopenRequest(
  context: Context<Coordinator>,
  { requestId, reason }: { requestId: string; reason: string },
): Promise<{ ok: true } | { ok: false; reason: "wrong_state" }> {
  return inTransaction(context, async (tx) => {
    const [request] = await tx.db
      .select({ state: aidRequests.state })
      .from(aidRequests)
      .where(eq(aidRequests.id, requestId))
      .for("update");
    if (!request) throw notFound();
    if (isOpen(request.state) || !mayMove(request.state, "in_triage")) return { ok: false, reason: "wrong_state" };
    await moveRequest(tx, { requestId, from: request.state, to: "in_triage", reason });
    await recordAudit(tx, { action: "reopen-request", subjectKind: "request", subjectId: requestId });
    return { ok: true };
  });
}
