import { and, asc, desc, eq, inArray, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import {
  type Context,
  type Coordinator,
  inTransaction,
  notFound,
  type ReceiptHolder,
  type Referrer,
} from "#app/context.server";
import { fold } from "#app/i18n/fold";
import { openDataKey } from "#app/protection/data-keys.server";
import { open, openMaybe } from "#app/protection/sealing.server";
import { accounts, people } from "#db/schema/accounts";
import {
  aidRequests,
  consents,
  requestIdentities,
  requestMessages,
  requestMoves,
  requestParties,
  requestSafety,
  requestStories,
  triages,
} from "#db/schema/aid-requests";
import { cases } from "#db/schema/cases";
import { lawyers } from "#db/schema/lawyers";
import { outboxMessages } from "#db/schema/messages";
import { offers } from "#db/schema/offers";
import { organisations } from "#db/schema/organisations";
import { beneficiaryCategories, practiceAreas, regions } from "#db/schema/reference";
import { type OpeningReason, type RequestState, requestStates, type Urgency, urgencies } from "#db/vocabulary";
import { daySetting } from "./day-settings.server";
import type { SafeContact, TrustedPerson } from "./filing";
import { deskSight, openStates } from "./rules";
import { placeOf } from "./sealed-places";

/** D1 and D2 of a request, with the names of its codes. */
const workflow = {
  id: aidRequests.id,
  code: aidRequests.code,
  state: aidRequests.state,
  source: aidRequests.source,
  urgency: aidRequests.urgency,
  dangerNow: aidRequests.dangerNow,
  channel: aidRequests.channel,
  regionIso: aidRequests.regionIso,
  regionSq: regions.sq,
  regionEn: regions.en,
  areaCode: aidRequests.areaCode,
  areaSq: practiceAreas.sq,
  areaEn: practiceAreas.en,
  contactChannel: aidRequests.contactChannel,
  nextDateOn: aidRequests.nextDateOn,
  receivedAt: aidRequests.receivedAt,
  lastHeardAt: aidRequests.lastHeardAt,
};

export const requestSorts = ["urgency", "received", "next", "code"] as const;
export type RequestSort = (typeof requestSorts)[number];

export interface RequestFilter {
  search: string;
  state: RequestState | "open" | "all";
  urgency: Urgency | null;
  regionIso: string | null;
  sort: RequestSort;
  direction: "asc" | "desc";
  page: number;
}

export const REQUESTS_A_PAGE = 25;

/** The desk's list: workflow only, nothing sealed is touched. */
export async function requestsForDesk(context: Context<Coordinator>, filter: RequestFilter) {
  const where = and(
    filter.state === "all"
      ? undefined
      : filter.state === "open"
        ? inArray(aidRequests.state, [...openStates])
        : eq(aidRequests.state, filter.state),
    filter.urgency ? eq(aidRequests.urgency, filter.urgency) : undefined,
    filter.regionIso ? eq(aidRequests.regionIso, filter.regionIso) : undefined,
    filter.search
      ? sql`position(${searchedCode(filter.search)} in replace(${aidRequests.code}, '-', '')) > 0`
      : undefined,
  );
  const columns: Record<RequestSort, SQL> = {
    urgency: positionIn(aidRequests.urgency, urgencies),
    received: sql`${aidRequests.receivedAt}`,
    next: sql`${aidRequests.nextDateOn}`,
    code: sql`${aidRequests.code}`,
  };
  const order = filter.direction === "asc" ? asc(columns[filter.sort]) : desc(columns[filter.sort]);
  const [rows, [count]] = await Promise.all([
    listed(context)
      .where(where)
      .orderBy(sql`${order} nulls last`, desc(aidRequests.receivedAt))
      .limit(REQUESTS_A_PAGE)
      .offset((filter.page - 1) * REQUESTS_A_PAGE),
    context.db.select({ total: sql<number>`count(*)::int` }).from(aidRequests).where(where),
  ]);
  return { rows, total: count?.total ?? 0 };
}

function listed(context: Context) {
  return context.db
    .select(workflow)
    .from(aidRequests)
    .leftJoin(regions, eq(regions.iso, aidRequests.regionIso))
    .leftJoin(practiceAreas, eq(practiceAreas.code, aidRequests.areaCode))
    .$dynamic();
}

function searchedCode(typed: string): string {
  return fold(typed)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "")
    .slice(0, 12);
}

function positionIn(column: typeof aidRequests.urgency, values: readonly string[]): SQL {
  return sql`array_position(array[${sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )}]::text[], ${column})`;
}

export type RequestRow = Awaited<ReturnType<typeof requestsForDesk>>["rows"][number];

/** What the desk has to do now: new requests, running clocks, unread messages, calls, offers that end soon, silence. */
export async function deskQueue(context: Context<Coordinator>) {
  return inTransaction(context, async (tx) => {
    const silentDays = await daySetting(tx, "news_every_days");
    const byUrgency = positionIn(aidRequests.urgency, urgencies);
    const silentSince = new Date(tx.now.getTime() - silentDays * 86_400_000);
    const soon = new Date(tx.now.getTime() + 2 * 3_600_000);
    const waiting = await listed(tx)
      .where(inArray(aidRequests.state, ["received", "in_triage"]))
      .orderBy(byUrgency, asc(aidRequests.receivedAt))
      .limit(50);
    const pressing = await listed(tx)
      .where(
        and(
          inArray(aidRequests.state, ["matching", "offered", "state_secondary"]),
          inArray(aidRequests.urgency, ["emergency", "urgent"]),
        ),
      )
      .orderBy(byUrgency, asc(aidRequests.nextDateOn))
      .limit(50);
    const messages = await tx.db
      .select({
        requestId: requestMessages.requestId,
        code: aidRequests.code,
        urgency: aidRequests.urgency,
        unread: sql<number>`count(*)::int`,
        since: sql<Date>`min(${requestMessages.createdAt})`.mapWith(requestMessages.createdAt),
      })
      .from(requestMessages)
      .innerJoin(aidRequests, eq(aidRequests.id, requestMessages.requestId))
      .where(and(eq(requestMessages.fromPerson, true), isNull(requestMessages.readAt)))
      .groupBy(requestMessages.requestId, aidRequests.code, aidRequests.urgency)
      .orderBy(sql`min(${requestMessages.createdAt})`)
      .limit(50);
    const calls = await tx.db
      .select({
        requestId: aidRequests.id,
        code: aidRequests.code,
        urgency: aidRequests.urgency,
        contactChannel: aidRequests.contactChannel,
        since: sql<Date>`min(${outboxMessages.createdAt})`.mapWith(outboxMessages.createdAt),
      })
      .from(outboxMessages)
      .innerJoin(aidRequests, eq(aidRequests.id, outboxMessages.recipientId))
      .where(
        and(
          eq(outboxMessages.recipientKind, "request"),
          inArray(outboxMessages.state, ["waiting", "kept"]),
          inArray(aidRequests.contactChannel, ["phone", "trusted_person"]),
          inArray(aidRequests.state, [...openStates]),
        ),
      )
      .groupBy(aidRequests.id)
      .orderBy(sql`min(${outboxMessages.createdAt})`)
      .limit(50);
    const ending = await tx.db
      .select({
        offerId: offers.id,
        requestId: aidRequests.id,
        code: aidRequests.code,
        state: offers.state,
        expiresAt: offers.expiresAt,
        holdUntil: offers.holdUntil,
      })
      .from(offers)
      .innerJoin(aidRequests, eq(aidRequests.id, offers.requestId))
      .where(
        or(
          and(eq(offers.state, "open"), lte(offers.expiresAt, soon)),
          and(eq(offers.state, "holding"), lte(offers.holdUntil, soon)),
        ),
      )
      .orderBy(sql`coalesce(${offers.holdUntil}, ${offers.expiresAt})`)
      .limit(50);
    const silent = await listed(tx)
      .where(
        and(
          inArray(aidRequests.state, ["received", "in_triage", "matching", "offered"]),
          sql`coalesce(${aidRequests.lastHeardAt}, ${aidRequests.receivedAt}) < ${silentSince.toISOString()}::timestamptz`,
        ),
      )
      .orderBy(sql`coalesce(${aidRequests.lastHeardAt}, ${aidRequests.receivedAt})`)
      .limit(50);
    const [counts] = await tx.db
      .select({
        open: sql<number>`count(*)::int`,
        urgent: sql<number>`(count(*) filter (where ${aidRequests.urgency} in ('emergency', 'urgent')))::int`,
        assigned: sql<number>`(count(*) filter (where ${aidRequests.state} = 'assigned'))::int`,
      })
      .from(aidRequests)
      .where(inArray(aidRequests.state, [...openStates]));
    return {
      waiting,
      pressing,
      messages,
      calls,
      ending,
      silent,
      counts: counts ?? { open: 0, urgent: 0, assigned: 0 },
    };
  });
}

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

/** Only what a page of one request needs to say which one it is. */
export async function requestHead(context: Context<Coordinator>, requestId: string) {
  const [request] = await listed(context).where(eq(aidRequests.id, requestId));
  if (!request) throw notFound();
  return request;
}

async function openIdentity(context: Context, requestId: string, state: RequestState, reason: OpeningReason) {
  const [row] = await context.db
    .select({
      name: requestIdentities.name,
      birthYear: requestIdentities.birthYear,
      phone: requestIdentities.phone,
      email: requestIdentities.email,
    })
    .from(requestIdentities)
    .where(eq(requestIdentities.requestId, requestId));
  if (!row) return null;
  const key = await openDataKey(context, { requestId, state, classes: ["identity", "party"], reason });
  const parties = await context.db
    .select({ id: requestParties.id, side: requestParties.side, name: requestParties.name })
    .from(requestParties)
    .where(eq(requestParties.requestId, requestId))
    .orderBy(asc(requestParties.side));
  return {
    name: openMaybe(key, placeOf("request_identities.name", requestId), row.name),
    birthYear: openMaybe(key, placeOf("request_identities.birth_year", requestId), row.birthYear),
    phone: openMaybe(key, placeOf("request_identities.phone", requestId), row.phone),
    email: openMaybe(key, placeOf("request_identities.email", requestId), row.email),
    parties: parties.map(({ id, side, name }) => ({
      id,
      side,
      name: open(key, placeOf("request_parties.name", requestId, id), name),
    })),
  };
}

async function openContact(context: Context, requestId: string, state: RequestState, reason: OpeningReason) {
  const [row] = await context.db
    .select({ rules: requestSafety.contactRules, trusted: requestSafety.trustedPerson })
    .from(requestSafety)
    .where(eq(requestSafety.requestId, requestId));
  if (!row) return null;
  const key = await openDataKey(context, { requestId, state, classes: ["safety"], reason });
  const rules = openMaybe(key, placeOf("request_safety.contact_rules", requestId), row.rules);
  const trusted = openMaybe(key, placeOf("request_safety.trusted_person", requestId), row.trusted);
  return {
    contact: rules === null ? null : (JSON.parse(rules) as SafeContact),
    trustedPerson: trusted === null ? null : (JSON.parse(trusted) as TrustedPerson),
  };
}

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

async function openFile(context: Context, requestId: string, state: RequestState, reason: OpeningReason) {
  const [story] = await context.db
    .select({ text: requestStories.story })
    .from(requestStories)
    .where(eq(requestStories.requestId, requestId));
  const [safety] = await context.db
    .select({
      whereabouts: requestSafety.whereabouts,
      fromPerson: requestSafety.phraseFromPerson,
      toPerson: requestSafety.phraseToPerson,
    })
    .from(requestSafety)
    .where(eq(requestSafety.requestId, requestId));
  if (!story && !safety) return { story: null, whereabouts: null, phraseFromPerson: null, phraseToPerson: null };
  const key = await openDataKey(context, { requestId, state, classes: ["story", "whereabouts", "phrases"], reason });
  const opened = (column: Parameters<typeof placeOf>[0], bytes: Buffer | null | undefined) =>
    openMaybe(key, placeOf(column, requestId), bytes ?? null);
  return {
    story: opened("request_stories.story", story?.text),
    whereabouts: opened("request_safety.whereabouts", safety?.whereabouts),
    phraseFromPerson: opened("request_safety.phrase_from_person", safety?.fromPerson),
    phraseToPerson: opened("request_safety.phrase_to_person", safety?.toPerson),
  };
}

/** The messages between person and desk, opened for the one who reads; the other side's are marked as read. */
export async function readMessages(context: Context<Coordinator | ReceiptHolder>, requestId: string) {
  if (context.actor.kind === "receipt" && context.actor.requestId !== requestId) throw notFound();
  return inTransaction(context, async (tx) => {
    const [request] = await tx.db
      .select({ state: aidRequests.state })
      .from(aidRequests)
      .where(eq(aidRequests.id, requestId));
    if (!request) throw notFound();
    const { state } = request;
    const rows = await tx.db
      .select()
      .from(requestMessages)
      .where(eq(requestMessages.requestId, requestId))
      .orderBy(asc(requestMessages.createdAt));
    if (rows.length === 0) return { state, messages: [] };
    const byPerson = tx.actor.kind === "receipt";
    const key = await openDataKey(tx, {
      requestId,
      state,
      classes: ["safety"],
      reason: byPerson ? "own_request" : "message",
    });
    await tx.db
      .update(requestMessages)
      .set({ readAt: tx.now })
      .where(
        and(
          eq(requestMessages.requestId, requestId),
          eq(requestMessages.fromPerson, !byPerson),
          isNull(requestMessages.readAt),
        ),
      );
    return {
      state,
      messages: rows.map(({ id, fromPerson, body, createdAt, readAt }) => ({
        id,
        fromPerson,
        createdAt,
        readAt,
        text: open(key, placeOf("request_messages.body", requestId, id), body),
      })),
    };
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
    return {
      ...request,
      lawyer: lawyer ?? null,
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

/** The disclosures allowed now. */
export async function consentsOf(context: Context<ReceiptHolder | Coordinator>, requestId: string) {
  const rows = await context.db
    .select({ kind: consents.kind })
    .from(consents)
    .where(and(eq(consents.requestId, requestId), isNull(consents.withdrawnAt)));
  return rows.map(({ kind }) => kind);
}

/** A referrer's own filings: received or answered, and nothing else. */
export async function filingsOfReferrer(context: Context<Referrer>) {
  const rows = await context.db
    .select({ id: aidRequests.id, receivedAt: aidRequests.receivedAt, state: aidRequests.state })
    .from(aidRequests)
    .where(eq(aidRequests.referrerAccountId, context.actor.accountId))
    .orderBy(desc(aidRequests.receivedAt))
    .limit(200);
  return rows.map(({ id, receivedAt, state }) => ({
    id,
    receivedAt,
    answered: state !== "received" && state !== "in_triage",
  }));
}

/** Choices for the desk's and the referrers' forms. */
export async function filingChoices(context: Context) {
  const [regionRows, areaRows] = await Promise.all([
    context.db.select({ iso: regions.iso, sq: regions.sq, en: regions.en }).from(regions).orderBy(regions.sq),
    context.db
      .select({
        code: practiceAreas.code,
        sq: practiceAreas.sq,
        en: practiceAreas.en,
        groupCode: practiceAreas.groupCode,
      })
      .from(practiceAreas)
      .orderBy(practiceAreas.position),
  ]);
  return { regions: regionRows, areas: areaRows };
}

/** Open requests in every state, for the desk's filters. */
export async function requestCounts(context: Context<Coordinator>): Promise<Record<RequestState, number>> {
  const rows = await context.db
    .select({ state: aidRequests.state, total: sql<number>`count(*)::int` })
    .from(aidRequests)
    .groupBy(aidRequests.state);
  const known = Object.fromEntries(rows.map(({ state, total }) => [state, total]));
  return Object.fromEntries(requestStates.map((state) => [state, known[state] ?? 0])) as Record<RequestState, number>;
}
