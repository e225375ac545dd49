import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, type Coordinator, inTransaction } from "#app/context.server";
import { lockRequest } from "./lock-request.server";
import { moveRequest } from "./move-request.server";
import { namesInReason } from "./names-in-reason.server";
import { mayMove } from "./rules";

/**
 * Closes a request that the desk has finished: advice given, referred, or the state's lawyer at work. Refuses while a
 * lawyer of the network has it (the case closes it), where the table does not allow it, and a reason that names somebody.
 */
export async function closeRequest(
  context: Context<Coordinator>,
  { requestId, reason }: { requestId: string; reason: string },
): Promise<{ ok: true } | { ok: false; reason: "case_open" | "wrong_state" | "names_in_reason" }> {
  return inTransaction(context, async (tx) => {
    const request = await lockRequest(tx, requestId);
    if (request.state === "assigned") return { ok: false, reason: "case_open" };
    if (!mayMove(request.state, "closed")) return { ok: false, reason: "wrong_state" };
    if (await namesInReason(tx, { requestId, state: request.state }, reason))
      return { ok: false, reason: "names_in_reason" };
    await moveRequest(tx, { requestId, from: request.state, to: "closed", reason });
    await recordAudit(tx, { action: "close-request", subjectKind: "request", subjectId: requestId });
    return { ok: true };
  });
}
