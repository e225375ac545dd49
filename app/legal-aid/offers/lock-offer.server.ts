import { and, eq } from "drizzle-orm";
import { type Context, type Lawyer, notFound } from "#app/context.server";
import { aidRequests } from "#db/schema/aid-requests";
import { lawyers } from "#db/schema/lawyers";
import { offers } from "#db/schema/offers";

/**
 * An offer of the lawyer who acts, with its request locked: whoever else takes, ends or passes on an offer of the same
 * request waits. Throws the 404 for unknown offers and for those of others.
 */
export async function lockOwnOffer(context: Context<Lawyer>, offerId: string) {
  const { db, actor } = context;
  const [own] = await db
    .select({ requestId: offers.requestId, lawyerId: lawyers.id })
    .from(offers)
    .innerJoin(lawyers, eq(lawyers.id, offers.lawyerId))
    .where(and(eq(offers.id, offerId), eq(lawyers.accountId, actor.accountId), eq(lawyers.state, "verified")));
  if (!own) throw notFound();
  const [request] = await db
    .select({ state: aidRequests.state, urgency: aidRequests.urgency })
    .from(aidRequests)
    .where(eq(aidRequests.id, own.requestId))
    .for("update");
  const [offer] = await db
    .select({
      state: offers.state,
      card: offers.card,
      expiresAt: offers.expiresAt,
      holdUntil: offers.holdUntil,
      opponentsClearAt: offers.opponentsClearAt,
    })
    .from(offers)
    .where(eq(offers.id, offerId));
  if (!request || !offer) throw notFound();
  return { ...own, ...offer, requestState: request.state, urgency: request.urgency };
}
