import { and, asc, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { type Context, type Coordinator, inTransaction, notFound } from "#app/context.server";
import { accounts, people } from "#db/schema/accounts";
import { aidRequests, consents, requestMessages, requestMoves, triages } from "#db/schema/aid-requests";
import { outboxMessages } from "#db/schema/messages";
import { organisations } from "#db/schema/organisations";
import { beneficiaryCategories, practiceAreas, regions } from "#db/schema/reference";
import type { OpeningReason } from "#db/vocabulary";
import { workflow } from "./queries.server";
import { deskSight } from "./rules";
import { openContact, openFile, openIdentity } from "./sealed-parts.server";

/** One request as the desk works with it; opening writes an audit row each for identity and safe contact. */
export async function requestForDesk(context: Context<Coordinator>, requestId: string) {
  return inTransaction(context, async (tx) => {
    const [request] = await tx.db
      .select({
        ...workflow,
        categoryCode: aidRequests.categoryCode,
        categorySq: beneficiaryCategories.sq,
        categoryEn: beneficiaryCategories.en,
        courtKind: aidRequests.courtKind,
        language: aidRequests.language,
        genderWish: aidRequests.genderWish,
        ageBand: aidRequests.ageBand,
        estimatedHours: aidRequests.estimatedHours,
        stepKinds: aidRequests.stepKinds,
        referrer: organisations.nameSq,
        mergedIntoId: aidRequests.mergedIntoId,
      })
      .from(aidRequests)
      .leftJoin(regions, eq(regions.iso, aidRequests.regionIso))
      .leftJoin(practiceAreas, eq(practiceAreas.code, aidRequests.areaCode))
      .leftJoin(beneficiaryCategories, eq(beneficiaryCategories.code, aidRequests.categoryCode))
      .leftJoin(organisations, eq(organisations.id, aidRequests.referrerOrganisationId))
      .where(eq(aidRequests.id, requestId));
    if (!request) throw notFound();
    const sight = deskSight(request.state);
    const identity = sight === "at_once" ? await openIdentity(tx, requestId, request.state, "intake") : null;
    const contact = sight === "closed" ? null : await openContact(tx, requestId, request.state, "contact");
    const [moves, decisions, given, unread, waitingCalls] = [
      await movesOf(tx, requestId),
      await decisionsOf(tx, requestId),
      await tx.db
        .select({ kind: consents.kind })
        .from(consents)
        .where(and(eq(consents.requestId, requestId), isNull(consents.withdrawnAt))),
      await tx.db
        .select({
          total: sql<number>`count(*)::int`,
          unread: sql<number>`(count(*) filter (where ${requestMessages.fromPerson} and ${requestMessages.readAt} is null))::int`,
        })
        .from(requestMessages)
        .where(eq(requestMessages.requestId, requestId)),
      await tx.db
        .select({ total: sql<number>`count(*)::int` })
        .from(outboxMessages)
        .where(
          and(
            eq(outboxMessages.recipientKind, "request"),
            eq(outboxMessages.recipientId, requestId),
            inArray(outboxMessages.state, ["waiting", "kept"]),
          ),
        ),
    ];
    return {
      request,
      sight,
      identity,
      contact,
      moves,
      decisions,
      consents: given.map(({ kind }) => kind),
      messages: unread[0] ?? { total: 0, unread: 0 },
      waitingCalls: waitingCalls[0]?.total ?? 0,
    };
  });
}

export type RequestForDesk = Awaited<ReturnType<typeof requestForDesk>>;

/**
 * Story, whereabouts and pass phrases, opened with the desk's reason and on record; once a lawyer has the case, only who
 * the person is.
 */
export async function storyForDesk(context: Context<Coordinator>, requestId: string, reason: OpeningReason) {
  return inTransaction(context, async (tx) => {
    const [request] = await tx.db
      .select({ state: aidRequests.state })
      .from(aidRequests)
      .where(eq(aidRequests.id, requestId));
    if (!request) throw notFound();
    const { state } = request;
    const sight = deskSight(state);
    if (sight === "closed") throw notFound();
    const identity = await openIdentity(tx, requestId, state, reason);
    if (sight === "with_reason") return { identity, file: null };
    return { identity, file: await openFile(tx, requestId, state, reason) };
  });
}

async function movesOf(context: Context, requestId: string) {
  return context.db
    .select({
      id: requestMoves.id,
      fromState: requestMoves.fromState,
      toState: requestMoves.toState,
      movedAt: requestMoves.movedAt,
      reason: requestMoves.reason,
      givenName: people.givenName,
      familyName: people.familyName,
    })
    .from(requestMoves)
    .leftJoin(accounts, eq(accounts.id, requestMoves.movedBy))
    .leftJoin(people, eq(people.id, accounts.personId))
    .where(eq(requestMoves.requestId, requestId))
    .orderBy(asc(requestMoves.movedAt), asc(requestMoves.id));
}

async function decisionsOf(context: Context, requestId: string) {
  return context.db
    .select({
      id: triages.id,
      decidedAt: triages.decidedAt,
      outcome: triages.outcome,
      channel: triages.channel,
      article: triages.article,
      reason: triages.reason,
      missingPapers: triages.missingPapers,
    })
    .from(triages)
    .where(eq(triages.requestId, requestId))
    .orderBy(desc(triages.decidedAt));
}
