import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, or, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type System } from "#app/context.server";
import { alertDesk } from "#app/legal-aid/aid-requests/alert-desk.server";
import { queueMessage } from "#app/notifications/queue-message.server";
import { aidRequests } from "#db/schema/aid-requests";
import { lawyers } from "#db/schema/lawyers";
import { offers } from "#db/schema/offers";
import { moveOffer } from "./move-offer.server";
import { offerNext } from "./offer-next.server";
import { offerSettings } from "./offer-settings.server";
import { deskIsCalled } from "./rules";

export interface EndedOffers {
  ok: true;
  expired: number;
  offered: number;
  reminded: number;
}

/**
 * Every minute: ends offers and holds whose time is over, passes each request on to whoever is next, calls the desk when
 * its class says so, reminds at half time. Safe to run twice: what has ended is not ended again.
 */
export async function endOffers(context: Context<System>): Promise<EndedOffers> {
  const ended = await over(context, sql`true`);
  const waiting = await context.db
    .selectDistinct({ requestId: offers.requestId })
    .from(offers)
    .where(inArray(offers.state, ["open", "holding"]));
  const result: EndedOffers = { ok: true, expired: 0, offered: 0, reminded: await remind(context) };
  const requests = new Set([...ended, ...waiting].map(({ requestId }) => requestId));
  for (const requestId of requests) {
    const { expired, offered } = await inTransaction(context, (tx) => endOffersOf(tx, requestId));
    result.expired += expired;
    result.offered += offered;
  }
  return result;
}

async function endOffersOf(context: Context<System>, requestId: string): Promise<{ expired: number; offered: number }> {
  const { db } = context;
  const [request] = await db
    .select({ state: aidRequests.state, urgency: aidRequests.urgency })
    .from(aidRequests)
    .where(eq(aidRequests.id, requestId))
    .for("update");
  if (!request) return { expired: 0, offered: 0 };
  const due = await over(context, eq(offers.requestId, requestId));
  for (const { id, state, accountId } of due) {
    const reason = state === "holding" ? "hold_over" : "no_answer";
    await moveOffer(context, { offerId: id, from: state, to: "expired", reason });
    await queueMessage(context, {
      kind: "offer_ended",
      recipientKind: "account",
      recipientId: accountId,
      subjectId: id,
      deduplicationKey: `offer_ended:${id}`,
    });
  }
  const offered =
    due.length > 0 && request.state === "offered"
      ? await offerNext(context, requestId, { reason: "next_in_order" })
      : 0;
  if (request.state === "offered") await callDesk(context, requestId, request.urgency);
  if (due.length > 0)
    await recordAudit(context, {
      action: "end-offers",
      subjectKind: "request",
      subjectId: requestId,
      count: due.length,
    });
  return { expired: due.length, offered };
}

/** Running offers whose time is over: open ones at their limit, held ones at the end of the hold. */
async function over(context: Context<System>, where: ReturnType<typeof sql>) {
  return context.db
    .select({ id: offers.id, requestId: offers.requestId, state: offers.state, accountId: lawyers.accountId })
    .from(offers)
    .innerJoin(lawyers, eq(lawyers.id, offers.lawyerId))
    .where(
      and(
        where,
        or(
          and(eq(offers.state, "open"), lte(offers.expiresAt, context.now)),
          and(eq(offers.state, "holding"), lte(offers.holdUntil, context.now)),
        ),
      ),
    )
    .orderBy(asc(offers.expiresAt));
}

async function callDesk(
  context: Context<System>,
  requestId: string,
  urgency: typeof aidRequests.$inferSelect.urgency,
): Promise<void> {
  const [facts] = await context.db
    .select({
      endedOffers: sql<number>`count(*) filter (where ${offers.state} in ('expired', 'declined'))::int`,
      firstAt: sql<string | null>`min(${offers.openedAt})`,
      held: sql<boolean>`coalesce(bool_or(${offers.state} = 'holding'), false)`,
    })
    .from(offers)
    .where(eq(offers.requestId, requestId));
  if (!facts?.firstAt) return;
  const minutesSinceFirst = (context.now.getTime() - new Date(facts.firstAt).getTime()) / 60_000;
  const called = deskIsCalled(urgency, { ...facts, minutesSinceFirst }, await offerSettings(context));
  if (called) await alertDesk(context, requestId, `offers:${new Date(facts.firstAt).getTime()}`);
}

/** One reminder per offer, at half of its time; the mail is as neutral as the first one. */
async function remind(context: Context<System>): Promise<number> {
  return inTransaction(context, async (tx) => {
    const due = await tx.db
      .select({ id: offers.id, accountId: lawyers.accountId })
      .from(offers)
      .innerJoin(lawyers, eq(lawyers.id, offers.lawyerId))
      .where(
        and(
          eq(offers.state, "open"),
          isNotNull(offers.remindAt),
          lte(offers.remindAt, tx.now),
          gt(offers.expiresAt, tx.now),
          isNull(offers.endedAt),
        ),
      );
    for (const { id, accountId } of due) {
      await queueMessage(tx, {
        kind: "offer_made",
        recipientKind: "account",
        recipientId: accountId,
        subjectId: id,
        deduplicationKey: `offer_reminder:${id}`,
      });
      await tx.db.update(offers).set({ remindAt: null }).where(eq(offers.id, id));
    }
    return due.length;
  });
}
