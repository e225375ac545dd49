import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, type Coordinator, inTransaction } from "#app/context.server";
import { lockRequest } from "#app/legal-aid/aid-requests/lock-request.server";
import { moveRequest } from "../aid-requests/move-request.server";

/** Takes a new request into triage: from here on somebody looks at it. Taken twice, it is taken once. */
export async function openTriage(
  context: Context<Coordinator>,
  { requestId }: { requestId: string },
): Promise<{ ok: true } | { ok: false; reason: "wrong_state" }> {
  return inTransaction(context, async (tx) => {
    const request = await lockRequest(tx, requestId);
    if (request.state === "in_triage") return { ok: true };
    if (request.state !== "received") return { ok: false, reason: "wrong_state" };
    await moveRequest(tx, { requestId, from: "received", to: "in_triage", reason: "triage_opened" });
    await recordAudit(tx, { action: "open-triage", subjectKind: "request", subjectId: requestId });
    return { ok: true };
  });
}
