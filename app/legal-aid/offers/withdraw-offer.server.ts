import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, type Coordinator, inTransaction, notFound } from "#app/context.server";
import { moveRequest } from "#app/legal-aid/aid-requests/move-request.server";
import { queueMessage } from "#app/notifications/queue-message.server";
import { aidRequests } from "#db/schema/aid-requests";
import { lawyers } from "#db/schema/lawyers";
import { offers } from "#db/schema/offers";
import { moveOffer } from "./move-offer.server";
import { runningOffers } from "./offer-next.server";

/** Takes a running offer back; with none left the request waits in `matching` for the desk. */
export async function withdrawOffer(
  context: Context<Coordinator>,
  { offerId }: { offerId: string },
): Promise<{ ok: true; requestId: string } | { ok: false; reason: "offer_ended"; requestId: string }> {
  return inTransaction(context, async (tx) => {
    const [known] = await tx.db.select({ requestId: offers.requestId }).from(offers).where(eq(offers.id, offerId));
    if (!known) throw notFound();
    const { requestId } = known;
    const [request] = await tx.db
      .select({ state: aidRequests.state })
      .from(aidRequests)
      .where(eq(aidRequests.id, requestId))
      .for("update");
    const [offer] = await tx.db
      .select({ state: offers.state, accountId: lawyers.accountId })
      .from(offers)
      .innerJoin(lawyers, eq(lawyers.id, offers.lawyerId))
      .where(eq(offers.id, offerId));
    if (offer?.state !== "open" && offer?.state !== "holding") return { ok: false, reason: "offer_ended", requestId };
    await moveOffer(tx, { offerId, from: offer.state, to: "withdrawn", reason: "by_desk" });
    await queueMessage(tx, {
      kind: "offer_ended",
      recipientKind: "account",
      recipientId: offer.accountId,
      subjectId: offerId,
      deduplicationKey: `offer_ended:${offerId}`,
    });
    if (request?.state === "offered" && (await runningOffers(tx, requestId)).length === 0)
      await moveRequest(tx, { requestId, from: "offered", to: "matching", reason: "offer_withdrawn", quiet: true });
    await recordAudit(tx, { action: "withdraw-offer", subjectKind: "offer", subjectId: offerId });
    return { ok: true, requestId };
  });
}
