import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, type Coordinator, inTransaction, type ReceiptHolder } from "#app/context.server";
import { queueMessage } from "#app/notifications/queue-message.server";
import { openDataKey } from "#app/protection/data-keys.server";
import { seal } from "#app/protection/sealing.server";
import { aidRequests, requestMessages } from "#db/schema/aid-requests";
import { lockRequest } from "./lock-request.server";
import { isOpen } from "./rules";
import { placeOf } from "./sealed-places";

/**
 * Writes a sealed message between the person and the desk; it is read behind the receipt only. The person hears through
 * her safe channel that something is there, never what. Refuses once the request has ended.
 */
export async function sendRequestMessage(
  context: Context<ReceiptHolder | Coordinator>,
  { requestId, body }: { requestId: string; body: string },
): Promise<{ ok: true } | { ok: false; reason: "request_ended" }> {
  return inTransaction(context, async (tx) => {
    const request = await lockRequest(tx, requestId);
    if (!isOpen(request.state)) return { ok: false, reason: "request_ended" };
    const fromPerson = tx.actor.kind === "receipt";
    const key = await openDataKey(tx, {
      requestId,
      state: request.state,
      classes: ["safety"],
      reason: fromPerson ? "own_request" : "message",
    });
    const id = randomUUID();
    await tx.db.insert(requestMessages).values({
      id,
      requestId,
      fromPerson,
      body: seal(key, placeOf("request_messages.body", requestId, id), body),
      createdAt: tx.now,
    });
    if (!fromPerson) {
      await tx.db.update(aidRequests).set({ lastHeardAt: tx.now }).where(eq(aidRequests.id, requestId));
      await queueMessage(tx, {
        kind: "request_news",
        recipientKind: "request",
        recipientId: requestId,
        subjectId: requestId,
        deduplicationKey: `request_news:${id}`,
      });
    }
    await recordAudit(tx, { action: "send-request-message", subjectKind: "request", subjectId: requestId });
    return { ok: true };
  });
}
