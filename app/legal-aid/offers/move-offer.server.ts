import { and, eq } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { offerMoves, offers } from "#db/schema/offers";
import type { OfferState } from "#db/vocabulary";
import { mayMoveOffer } from "./rules";

export interface OfferMove {
  offerId: string;
  from: OfferState;
  to: OfferState;
  /** A code. */
  reason: string;
  set?: Partial<typeof offers.$inferInsert>;
}

/**
 * Moves an offer inside the caller's transaction and keeps the row of it. Answers false where it was not (any more) in
 * `from`; throws on a move that the table does not know.
 */
export async function moveOffer(context: Context, { offerId, from, to, reason, set }: OfferMove): Promise<boolean> {
  if (!mayMoveOffer(from, to)) throw new Error(`an offer does not go from ${from} to ${to}`);
  const ended = to === "holding" || to === "accepted" ? {} : { endedAt: context.now };
  const moved = await context.db
    .update(offers)
    .set({ state: to, ...ended, ...set })
    .where(and(eq(offers.id, offerId), eq(offers.state, from)))
    .returning({ id: offers.id });
  if (moved.length === 0) return false;
  await keepMove(context, { offerId, from, to, reason });
  return true;
}

/** The row of a move; `from` is null for a new offer. */
export async function keepMove(
  context: Context,
  move: { offerId: string; from: OfferState | null; to: OfferState; reason: string },
): Promise<void> {
  const { actor, now } = context;
  await context.db.insert(offerMoves).values({
    offerId: move.offerId,
    fromState: move.from,
    toState: move.to,
    movedAt: now,
    movedBy: actor.kind === "account" ? actor.accountId : null,
    reason: move.reason,
  });
}
