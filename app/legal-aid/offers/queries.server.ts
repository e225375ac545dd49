import { and, asc, count, desc, eq, inArray, sql } from "drizzle-orm";
import { type Context, type Coordinator, type Lawyer, notFound } from "#app/context.server";
import { foundBy, nameOf } from "#app/legal-aid/lawyers/lawyer-columns.server";
import { accounts, people } from "#db/schema/accounts";
import { aidRequests } from "#db/schema/aid-requests";
import { lawyers } from "#db/schema/lawyers";
import { offerMoves, offers } from "#db/schema/offers";
import type { OfferState } from "#db/vocabulary";

const shown = {
  id: offers.id,
  state: offers.state,
  card: offers.card,
  openedAt: offers.openedAt,
  expiresAt: offers.expiresAt,
  holdUntil: offers.holdUntil,
  endedAt: offers.endedAt,
};

/** The own offers that wait for an answer, the most urgent end first. Cards only: nothing of the request is joined. */
export async function runningOffersOfLawyer(context: Context<Lawyer>) {
  return context.db
    .select(shown)
    .from(offers)
    .innerJoin(lawyers, eq(lawyers.id, offers.lawyerId))
    .where(
      and(
        eq(lawyers.accountId, context.actor.accountId),
        eq(lawyers.state, "verified"),
        inArray(offers.state, ["open", "holding"]),
      ),
    )
    .orderBy(asc(offers.expiresAt));
}

/** The last own offers that have ended. */
export async function endedOffersOfLawyer(context: Context<Lawyer>, limit: number) {
  return context.db
    .select(shown)
    .from(offers)
    .innerJoin(lawyers, eq(lawyers.id, offers.lawyerId))
    .where(
      and(
        eq(lawyers.accountId, context.actor.accountId),
        inArray(offers.state, ["declined", "expired", "withdrawn", "passed_over"]),
      ),
    )
    .orderBy(desc(offers.endedAt))
    .limit(limit);
}

/** One own offer: the card and its clock. Throws the 404 for unknown offers and for those of others. */
export async function offerForLawyer(context: Context<Lawyer>, offerId: string) {
  const [offer] = await context.db
    .select({ ...shown, caseId: sql<string | null>`(select c.id from cases c where c.offer_id = ${offers.id})` })
    .from(offers)
    .innerJoin(lawyers, eq(lawyers.id, offers.lawyerId))
    .where(and(eq(offers.id, offerId), eq(lawyers.accountId, context.actor.accountId), eq(lawyers.state, "verified")));
  if (!offer) throw notFound();
  return offer;
}

/** Offers as the desk follows them: running ones first, by their end. */
export async function offersForDesk(
  context: Context<Coordinator>,
  { q, state, page, pageSize }: { q: string | null; state: OfferState | null; page: number; pageSize: number },
) {
  const where = and(state ? eq(offers.state, state) : undefined, foundBy(q, aidRequests.code));
  const [total] = await context.db
    .select({ count: count() })
    .from(offers)
    .innerJoin(aidRequests, eq(aidRequests.id, offers.requestId))
    .innerJoin(lawyers, eq(lawyers.id, offers.lawyerId))
    .innerJoin(accounts, eq(accounts.id, lawyers.accountId))
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(where);
  const rows = await context.db
    .select({
      id: offers.id,
      state: offers.state,
      requestId: offers.requestId,
      requestCode: aidRequests.code,
      urgency: aidRequests.urgency,
      areaCode: aidRequests.areaCode,
      lawyer: nameOf,
      lawyerId: offers.lawyerId,
      openedAt: offers.openedAt,
      expiresAt: offers.expiresAt,
      holdUntil: offers.holdUntil,
      endedAt: offers.endedAt,
      declineCode: offers.declineCode,
      declineReason: offers.declineReason,
    })
    .from(offers)
    .innerJoin(aidRequests, eq(aidRequests.id, offers.requestId))
    .innerJoin(lawyers, eq(lawyers.id, offers.lawyerId))
    .innerJoin(accounts, eq(accounts.id, lawyers.accountId))
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(where)
    .orderBy(
      sql`${offers.state} not in ('open', 'holding')`,
      sql`case when ${offers.state} in ('open', 'holding') then ${offers.expiresAt} end asc`,
      desc(offers.openedAt),
      asc(offers.id),
    )
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return { rows, total: total?.count ?? 0 };
}

/** How many offers stand in each state. */
export async function offerCounts(context: Context<Coordinator>): Promise<Partial<Record<OfferState, number>>> {
  const rows = await context.db.select({ state: offers.state, offers: count() }).from(offers).groupBy(offers.state);
  return Object.fromEntries(rows.map((row) => [row.state, row.offers]));
}

/** Every offer of one request with the moves behind it, the oldest first. */
export async function offersOfRequest(context: Context<Coordinator>, requestId: string) {
  const rows = await context.db
    .select({
      id: offers.id,
      state: offers.state,
      lawyer: nameOf,
      lawyerId: offers.lawyerId,
      openedAt: offers.openedAt,
      expiresAt: offers.expiresAt,
      holdUntil: offers.holdUntil,
      endedAt: offers.endedAt,
      declineCode: offers.declineCode,
      declineReason: offers.declineReason,
      sentence: sql<string | null>`${offers.card} ->> 'sentence'`,
    })
    .from(offers)
    .innerJoin(lawyers, eq(lawyers.id, offers.lawyerId))
    .innerJoin(accounts, eq(accounts.id, lawyers.accountId))
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(eq(offers.requestId, requestId))
    .orderBy(asc(offers.openedAt), asc(offers.id));
  const moves = rows.length
    ? await context.db
        .select({
          offerId: offerMoves.offerId,
          toState: offerMoves.toState,
          movedAt: offerMoves.movedAt,
          reason: offerMoves.reason,
        })
        .from(offerMoves)
        .where(
          inArray(
            offerMoves.offerId,
            rows.map(({ id }) => id),
          ),
        )
        .orderBy(asc(offerMoves.movedAt), asc(offerMoves.id))
    : [];
  return rows.map((row) => ({ ...row, moves: moves.filter(({ offerId }) => offerId === row.id) }));
}
