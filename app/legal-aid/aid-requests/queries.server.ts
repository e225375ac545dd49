import { and, asc, desc, eq, inArray, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import { type Context, type Coordinator, inTransaction, notFound, type ReceiptHolder } from "#app/context.server";
import { fold } from "#app/i18n/fold";
import { aidRequests, consents, requestMessages } from "#db/schema/aid-requests";
import { outboxMessages } from "#db/schema/messages";
import { offers } from "#db/schema/offers";
import { practiceAreas, regions } from "#db/schema/reference";
import { type RequestState, requestStates, type Urgency, urgencies } from "#db/vocabulary";
import { daySetting } from "./day-settings.server";
import { lawyerSought, openStates } from "./rules";

/** D1 and D2 of a request, with the names of its codes. */
export const workflow = {
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
          inArray(aidRequests.state, [...lawyerSought]),
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

/** Only what a page of one request needs to say which one it is. */
export async function requestHead(context: Context<Coordinator>, requestId: string) {
  const [request] = await listed(context).where(eq(aidRequests.id, requestId));
  if (!request) throw notFound();
  return request;
}

/** The disclosures allowed now. */
export async function consentsOf(context: Context<ReceiptHolder | Coordinator>, requestId: string) {
  const rows = await context.db
    .select({ kind: consents.kind })
    .from(consents)
    .where(and(eq(consents.requestId, requestId), isNull(consents.withdrawnAt)));
  return rows.map(({ kind }) => kind);
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
