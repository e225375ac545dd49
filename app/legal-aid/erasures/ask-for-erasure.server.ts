import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, type Coordinator, inTransaction, notFound, type ReceiptHolder } from "#app/context.server";
import { lockRequest } from "#app/legal-aid/aid-requests/lock-request.server";
import { erasures } from "#db/schema/erasures";
import { isOpen } from "../aid-requests/rules";

/**
 * Notes that somebody wants her request erased, as she asks behind the receipt or as the desk hears it. Refused while
 * the request is open (she withdraws first) and where it has been asked or done already.
 */
export async function askForErasure(
  context: Context<ReceiptHolder | Coordinator>,
  { requestId }: { requestId: string },
): Promise<{ ok: true } | { ok: false; reason: "request_open" | "erasure_asked" | "already_erased" }> {
  if (context.actor.kind === "receipt" && context.actor.requestId !== requestId) throw notFound();
  return inTransaction(context, async (tx) => {
    const request = await lockRequest(tx, requestId);
    if (request.erasedAt) return { ok: false, reason: "already_erased" };
    if (isOpen(request.state)) return { ok: false, reason: "request_open" };
    const [asked] = await tx.db
      .insert(erasures)
      .values({
        subjectKind: "request",
        subjectId: requestId,
        source: tx.actor.kind === "receipt" ? "receipt" : "desk",
        askedAt: tx.now,
      })
      .onConflictDoNothing()
      .returning({ id: erasures.id });
    if (!asked) return { ok: false, reason: "erasure_asked" };
    await recordAudit(tx, { action: "ask-for-erasure", subjectKind: "request", subjectId: requestId });
    return { ok: true };
  });
}
