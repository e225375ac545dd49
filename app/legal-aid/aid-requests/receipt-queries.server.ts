import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { type Context, inTransaction, notFound, type ReceiptHolder } from "#app/context.server";
import { openDataKey } from "#app/protection/data-keys.server";
import { openMaybe } from "#app/protection/sealing.server";
import { accounts, people } from "#db/schema/accounts";
import { aidRequests, requestMessages, requestMoves, requestSafety } from "#db/schema/aid-requests";
import { cases } from "#db/schema/cases";
import { lawyers } from "#db/schema/lawyers";
import { outboxMessages } from "#db/schema/messages";
import { daySetting } from "./day-settings.server";
import { lawyerSought } from "./rules";
import { openContact } from "./sealed-parts.server";
import { placeOf } from "./sealed-places";

/** A person's own request: state, news and, once somebody has accepted, who it is and the phrases. */
export async function requestForReceipt(context: Context<ReceiptHolder>) {
  const { requestId } = context.actor;
  return inTransaction(context, async (tx) => {
    const [request] = await tx.db
      .select({
        state: aidRequests.state,
        receivedAt: aidRequests.receivedAt,
        contactChannel: aidRequests.contactChannel,
      })
      .from(aidRequests)
      .where(eq(aidRequests.id, requestId));
    if (!request) throw notFound();
    const [lawyer] = await tx.db
      .select({
        givenName: people.givenName,
        familyName: people.familyName,
        kind: lawyers.kind,
        openedAt: cases.openedAt,
      })
      .from(cases)
      .innerJoin(lawyers, eq(lawyers.id, cases.lawyerId))
      .innerJoin(accounts, eq(accounts.id, lawyers.accountId))
      .innerJoin(people, eq(people.id, accounts.personId))
      .where(and(eq(cases.requestId, requestId), eq(cases.state, "open")));
    const [safety] = await tx.db
      .select({ fromPerson: requestSafety.phraseFromPerson, toPerson: requestSafety.phraseToPerson })
      .from(requestSafety)
      .where(eq(requestSafety.requestId, requestId));
    const phrases = lawyer && safety && (safety.fromPerson || safety.toPerson) ? safety : null;
    const key = phrases
      ? await openDataKey(tx, { requestId, state: request.state, classes: ["phrases"], reason: "own_request" })
      : null;
    const unread = await tx.db
      .select({ total: sql<number>`count(*)::int` })
      .from(requestMessages)
      .where(
        and(
          eq(requestMessages.requestId, requestId),
          eq(requestMessages.fromPerson, false),
          isNull(requestMessages.readAt),
        ),
      );
    const moves = await tx.db
      .select({ id: requestMoves.id, toState: requestMoves.toState, movedAt: requestMoves.movedAt })
      .from(requestMoves)
      .where(eq(requestMoves.requestId, requestId))
      .orderBy(asc(requestMoves.movedAt), asc(requestMoves.id));
    // She has read what waited behind the receipt.
    await tx.db
      .update(outboxMessages)
      .set({ state: "sent", outcome: "read_behind_receipt", sentAt: tx.now })
      .where(
        and(
          eq(outboxMessages.recipientKind, "request"),
          eq(outboxMessages.recipientId, requestId),
          inArray(outboxMessages.state, ["waiting", "kept"]),
        ),
      );
    await tx.db.update(aidRequests).set({ lastHeardAt: tx.now }).where(eq(aidRequests.id, requestId));
    const newsDays = lawyerSought.includes(request.state) ? await daySetting(tx, "news_every_days") : null;
    return {
      ...request,
      lawyer: lawyer ?? null,
      /** Until when she hears again at the latest; null once nobody is sought any more. */
      newsBy: newsDays === null ? null : new Date(tx.now.getTime() + newsDays * 86_400_000),
      unread: unread[0]?.total ?? 0,
      moves,
      phraseToPerson:
        key && openMaybe(key, placeOf("request_safety.phrase_to_person", requestId), phrases?.toPerson ?? null),
      phraseFromPerson:
        key && openMaybe(key, placeOf("request_safety.phrase_from_person", requestId), phrases?.fromPerson ?? null),
    };
  });
}

/** The own safe-contact rules, to be changed. */
export async function contactForReceipt(context: Context<ReceiptHolder>) {
  const { requestId } = context.actor;
  return inTransaction(context, async (tx) => {
    const [request] = await tx.db
      .select({ state: aidRequests.state })
      .from(aidRequests)
      .where(eq(aidRequests.id, requestId));
    if (!request) throw notFound();
    const contact = await openContact(tx, requestId, request.state, "own_request");
    return { state: request.state, contact: contact?.contact ?? null, trustedPerson: contact?.trustedPerson ?? null };
  });
}
