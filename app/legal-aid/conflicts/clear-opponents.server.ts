import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Lawyer } from "#app/context.server";
import { lockOwnOffer } from "#app/legal-aid/offers/lock-offer.server";
import { offers } from "#db/schema/offers";

/** The lawyer has read the opponents' names and sees no conflict: the client's name may be shown. */
export async function clearOpponents(
  context: Context<Lawyer>,
  { offerId }: { offerId: string },
): Promise<{ ok: true } | { ok: false; reason: "not_holding" }> {
  return inTransaction(context, async (tx) => {
    const offer = await lockOwnOffer(tx, offerId);
    if (offer.state !== "holding" || !offer.holdUntil || offer.holdUntil <= tx.now)
      return { ok: false, reason: "not_holding" };
    if (!offer.opponentsClearAt)
      await tx.db.update(offers).set({ opponentsClearAt: tx.now }).where(eq(offers.id, offerId));
    await recordAudit(tx, { action: "clear-opponents", subjectKind: "offer", subjectId: offerId });
    return { ok: true };
  });
}
