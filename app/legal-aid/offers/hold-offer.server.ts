import { and, eq, inArray, isNull } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Lawyer } from "#app/context.server";
import { offers } from "#db/schema/offers";
import { lockOwnOffer } from "./lock-offer.server";
import { moveOffer } from "./move-offer.server";
import { offerSettings } from "./offer-settings.server";
import { holdUntil } from "./rules";

export type Hold =
  | { ok: true; holdUntil: Date }
  | { ok: false; reason: "held_by_other" | "taken_by_other" | "offer_ended" | "expired" };

/**
 * Yes to the card: the first one holds the offer for the check of the names, exactly once. Whoever says yes a moment
 * later is thanked; their offer stays open while the other checks and their turn is not used up.
 */
export async function holdOffer(context: Context<Lawyer>, { offerId }: { offerId: string }): Promise<Hold> {
  return inTransaction(context, async (tx): Promise<Hold> => {
    const offer = await lockOwnOffer(tx, offerId);
    if (offer.state === "holding" && offer.holdUntil) return { ok: true, holdUntil: offer.holdUntil };
    if (offer.state === "passed_over") return { ok: false, reason: "taken_by_other" };
    if (offer.state === "expired") return { ok: false, reason: "expired" };
    if (offer.state !== "open" || offer.requestState !== "offered") return { ok: false, reason: "offer_ended" };
    if (offer.expiresAt <= tx.now) return { ok: false, reason: "expired" };
    const [other] = await tx.db
      .select({ id: offers.id })
      .from(offers)
      .where(
        and(
          eq(offers.requestId, offer.requestId),
          inArray(offers.state, ["holding", "accepted"]),
          isNull(offers.endedAt),
        ),
      );
    if (other) return { ok: false, reason: "held_by_other" };
    const until = holdUntil(tx.now, offer.urgency, await offerSettings(tx));
    await moveOffer(tx, { offerId, from: "open", to: "holding", reason: "yes", set: { holdUntil: until } });
    await recordAudit(tx, { action: "hold-offer", subjectKind: "offer", subjectId: offerId });
    return { ok: true, holdUntil: until };
  });
}
