import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, type Coordinator, inTransaction } from "#app/context.server";
import { lockRequest } from "./lock-request.server";
import { moveRequest } from "./move-request.server";
import { namesInReason } from "./names-in-reason.server";
import { isOpen, mayMove } from "./rules";

/** Takes a closed or declined request back into triage, with a reason that stays. */
export async function reopenRequest(
  context: Context<Coordinator>,
  { requestId, reason }: { requestId: string; reason: string },
): Promise<{ ok: true } | { ok: false; reason: "wrong_state" | "names_in_reason" }> {
  return inTransaction(context, async (tx) => {
    const request = await lockRequest(tx, requestId);
    if (request.erasedAt || isOpen(request.state) || !mayMove(request.state, "in_triage"))
      return { ok: false, reason: "wrong_state" };
    if (await namesInReason(tx, { requestId, state: request.state }, reason))
      return { ok: false, reason: "names_in_reason" };
    await moveRequest(tx, { requestId, from: request.state, to: "in_triage", reason });
    await recordAudit(tx, { action: "reopen-request", subjectKind: "request", subjectId: requestId });
    return { ok: true };
  });
}
