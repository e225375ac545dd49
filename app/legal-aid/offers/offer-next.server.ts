import { randomUUID } from "node:crypto";
import { and, eq, inArray } from "drizzle-orm";
import { as, type Context, type Coordinator, type System } from "#app/context.server";
import { alertDesk } from "#app/legal-aid/aid-requests/alert-desk.server";
import { moveRequest } from "#app/legal-aid/aid-requests/move-request.server";
import { matchLawyers } from "#app/legal-aid/matching/queries.server";
import { queueMessage } from "#app/notifications/queue-message.server";
import { accounts } from "#db/schema/accounts";
import { aidRequests } from "#db/schema/aid-requests";
import { lawyers } from "#db/schema/lawyers";
import { type Card, offers } from "#db/schema/offers";
import type { Urgency } from "#db/vocabulary";
import { drawCard } from "./draw-card.server";
import { keepMove } from "./move-offer.server";
import { offerSettings } from "./offer-settings.server";
import { answerBy, type OfferSettings, remindAt } from "./rules";

/**
 * Goes on to whoever is next in order, as many as the urgency asks at once, inside the caller's transaction in which the
 * request is locked. With nobody left the request goes back to `matching` and the desk is called. Answers how many.
 */
export async function offerNext(
  context: Context,
  requestId: string,
  options: { remote?: boolean; reason: string },
): Promise<number> {
  const system: Context<System> = { ...as(context, { kind: "system" } as const), inside: true };
  const [request] = await system.db
    .select({ state: aidRequests.state })
    .from(aidRequests)
    .where(eq(aidRequests.id, requestId));
  if (request?.state !== "offered" && request?.state !== "matching") return 0;
  const settings = await offerSettings(system);
  const running = await runningOffers(system, requestId);
  if (running.some(({ state }) => state === "holding")) return 0;
  const { ranked, urgency } = await matchLawyers(system, requestId, options.remote ? { remote: true } : {});
  const wanted = settings.limits[urgency].offersAtOnce - running.length;
  const next = ranked.filter(({ place }) => place !== null).slice(0, Math.max(0, wanted));
  const card = next.length > 0 ? await drawCard(system, requestId, settings) : null;
  for (const { lawyerId } of card ? next : [])
    await putOffer(system, { requestId, lawyerId, card: card as Card, urgency, settings, reason: options.reason });
  const offered = card ? next.length : 0;
  if (offered > 0 && request.state === "matching")
    await moveRequest(system, { requestId, from: "matching", to: "offered", reason: options.reason, quiet: true });
  if (offered === 0 && running.length === 0 && request.state === "offered") {
    await moveRequest(system, { requestId, from: "offered", to: "matching", reason: "nobody_left", quiet: true });
    await alertDesk(system, requestId, `nobody_left:${system.now.getTime()}`);
  }
  return offered;
}

/** Offers of a request that still run. */
export async function runningOffers(context: Context, requestId: string) {
  return context.db
    .select({ id: offers.id, state: offers.state, lawyerId: offers.lawyerId })
    .from(offers)
    .where(and(eq(offers.requestId, requestId), inArray(offers.state, ["open", "holding"])));
}

/** Writes one offer with its limits, its first move and the neutral message; false where this lawyer was asked before. */
export async function putOffer(
  context: Context<System | Coordinator>,
  input: { requestId: string; lawyerId: string; card: Card; urgency: Urgency; settings: OfferSettings; reason: string },
): Promise<string | null> {
  const { requestId, lawyerId, card, urgency, settings, reason } = input;
  const { db, now, actor } = context;
  const id = randomUUID();
  const made = await db
    .insert(offers)
    .values({
      id,
      requestId,
      lawyerId,
      card,
      estimatedHours: card.estimatedHours,
      offeredBy: actor.kind === "account" ? actor.accountId : null,
      openedAt: now,
      expiresAt: answerBy(now, urgency, settings),
      remindAt: remindAt(now, urgency, settings),
      createdAt: now,
    })
    .onConflictDoNothing()
    .returning({ id: offers.id });
  if (made.length === 0) return null;
  await keepMove(context, { offerId: id, from: null, to: "open", reason });
  const [account] = await db
    .update(lawyers)
    .set({ lastOfferedAt: now })
    .from(accounts)
    .where(and(eq(lawyers.id, lawyerId), eq(accounts.id, lawyers.accountId)))
    .returning({ id: accounts.id });
  if (account)
    await queueMessage(context, {
      kind: "offer_made",
      recipientKind: "account",
      recipientId: account.id,
      subjectId: id,
      deduplicationKey: `offer_made:${id}`,
    });
  return id;
}
