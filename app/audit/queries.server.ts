import { aliasedTable, and, asc, count, desc, eq, gte, ilike, lt, type SQL, sql } from "drizzle-orm";
import {
  type Context,
  type Coordinator,
  type Lawyer,
  type Member,
  notFound,
  type ReceiptHolder,
} from "#app/context.server";
import { fold } from "#app/i18n/fold";
import { accounts, people } from "#db/schema/accounts";
import { aidRequests } from "#db/schema/aid-requests";
import { auditChain, auditEvents, auditHead } from "#db/schema/audit";
import { sealedClasses } from "#db/vocabulary";
import { bindingAnchors, readAnchors } from "./anchors.server";

/** Who may read who did or saw what; never what was seen. */
export type AuditReader = Member<"auditor"> | Member<"dpo">;

export interface AuditFilter {
  /** Parts of the name of whoever acted. */
  name: string | null;
  actorId: string | null;
  action: string | null;
  subjectId: string | null;
  /** First and last day in Tirana, YYYY-MM-DD. */
  from: string | null;
  to: string | null;
}

export const auditPageSize = 50;
export const looksPageSize = 25;

/** An opening of sealed classes, as `openDataKey` records it; commands such as "open-triage" are none. */
const isOpening = sql`${auditEvents.action} ~ ${`^open-(${sealedClasses.join("|")})(\\+|$)`}`;

/** The rows of the log that a filter leaves, the latest first, with their number. */
export async function auditLog(
  context: Context<AuditReader>,
  filter: AuditFilter,
  page: number,
  pageSize = auditPageSize,
) {
  const where = and(...conditions(filter));
  const rows = await context.db
    .select({
      id: auditEvents.id,
      sequence: auditEvents.sequence,
      happenedAt: auditEvents.happenedAt,
      actorKind: auditEvents.actorKind,
      actorId: auditEvents.actorId,
      actorName: sql<string | null>`${people.givenName} || ' ' || ${people.familyName}`,
      action: auditEvents.action,
      subjectKind: auditEvents.subjectKind,
      subjectId: auditEvents.subjectId,
      reason: auditEvents.reason,
      count: auditEvents.count,
    })
    .from(auditEvents)
    .leftJoin(accounts, eq(accounts.id, auditEvents.actorId))
    .leftJoin(people, eq(people.id, accounts.personId))
    .where(where)
    .orderBy(desc(auditEvents.sequence))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  const [total] = await context.db
    .select({ rows: count() })
    .from(auditEvents)
    .leftJoin(accounts, eq(accounts.id, auditEvents.actorId))
    .leftJoin(people, eq(people.id, accounts.personId))
    .where(where);
  return { rows, total: total?.rows ?? 0 };
}

/** How long the chain is, whether it fits the last anchor, and who checked all of it when, with what result. */
export async function auditStanding(context: Context<AuditReader>) {
  const [head] = await context.db.select({ position: auditHead.position }).from(auditHead);
  const rows = head?.position ?? 0;
  const anchor = bindingAnchors(readAnchors()).at(-1);
  const [link] = anchor
    ? await context.db
        .select({ hash: auditChain.hash })
        .from(auditChain)
        .where(eq(auditChain.position, anchor.position))
    : [];
  const [checked] = await context.db
    .select({ at: auditEvents.happenedAt, verdict: auditEvents.reason, rows: auditEvents.count })
    .from(auditEvents)
    .where(eq(auditEvents.action, "verify-audit"))
    .orderBy(desc(auditEvents.sequence))
    .limit(1);
  const fits = anchor && (anchor.position === 0 || link?.hash.toString("hex") === anchor.hash);
  return {
    rows,
    anchor: anchor
      ? {
          at: new Date(anchor.at),
          position: anchor.position,
          state: anchor.position > rows ? ("cut" as const) : fits ? ("fits" as const) : ("differs" as const),
        }
      : null,
    checked: checked ?? null,
  };
}

/** Every action that occurs, for the filter. */
export async function auditActions(context: Context<AuditReader>): Promise<string[]> {
  const rows = await context.db
    .selectDistinct({ action: auditEvents.action })
    .from(auditEvents)
    .orderBy(asc(auditEvents.action));
  return rows.map((row) => row.action);
}

/** Looks at sealed data in the last days, by whoever looked: the first thing an auditor asks. */
export async function openingsByActor(context: Context<AuditReader>, days: number) {
  const opener = aliasedTable(accounts, "opener");
  return context.db
    .select({
      actorId: auditEvents.actorId,
      name: sql<string | null>`${people.givenName} || ' ' || ${people.familyName}`,
      actorKind: auditEvents.actorKind,
      openings: count(),
      subjects: sql<number>`count(distinct ${auditEvents.subjectId})::int`,
    })
    .from(auditEvents)
    .leftJoin(opener, eq(opener.id, auditEvents.actorId))
    .leftJoin(people, eq(people.id, opener.personId))
    .where(
      and(
        isOpening,
        sql`${auditEvents.actorKind} in ('coordinator', 'lawyer', 'dpo')`,
        gte(auditEvents.happenedAt, new Date(context.now.getTime() - days * 86_400_000)),
      ),
    )
    .groupBy(auditEvents.actorId, people.givenName, people.familyName, auditEvents.actorKind)
    .orderBy(desc(count()))
    .limit(20);
}

/** Who opened what of a request, the latest first: a page of them, with their number. */
export async function looksAtRequest(
  context: Context<Coordinator | AuditReader>,
  requestId: string,
  page = 1,
  pageSize = looksPageSize,
) {
  return looks(context, requestId, page, pageSize, {
    name: sql<string | null>`${people.givenName} || ' ' || ${people.familyName}`,
    own: sql<boolean>`false`,
  });
}

/** The same for the lawyer of its open case, whose standing the caller has checked: roles instead of names. */
export async function looksAtOwnRequest(context: Context<Lawyer>, requestId: string, page: number) {
  return looks(context, requestId, page, looksPageSize, {
    name: sql<string | null>`null`,
    own: sql<boolean>`coalesce(${auditEvents.actorId} = ${context.actor.accountId}, false)`,
  });
}

async function looks(
  context: Context,
  requestId: string,
  page: number,
  pageSize: number,
  who: { name: SQL<string | null>; own: SQL<boolean> },
) {
  const where = and(eq(auditEvents.subjectKind, "request"), eq(auditEvents.subjectId, requestId), isOpening);
  const rows = await context.db
    .select({
      id: auditEvents.id,
      happenedAt: auditEvents.happenedAt,
      actorKind: auditEvents.actorKind,
      action: auditEvents.action,
      reason: auditEvents.reason,
      ...who,
    })
    .from(auditEvents)
    .leftJoin(accounts, eq(accounts.id, auditEvents.actorId))
    .leftJoin(people, eq(people.id, accounts.personId))
    .where(where)
    .orderBy(desc(auditEvents.sequence))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  const [total] = await context.db.select({ rows: count() }).from(auditEvents).where(where);
  return { rows, total: total?.rows ?? 0 };
}

/** For the person herself: how often others opened her file, and who did last, as a role. */
export async function looksAtReceipt(context: Context<ReceiptHolder>) {
  const where = and(
    eq(auditEvents.subjectKind, "request"),
    eq(auditEvents.subjectId, context.actor.requestId),
    isOpening,
    sql`${auditEvents.actorKind} not in ('receipt', 'system')`,
  );
  const [total] = await context.db.select({ rows: count() }).from(auditEvents).where(where);
  const [last] = await context.db
    .select({ happenedAt: auditEvents.happenedAt, actorKind: auditEvents.actorKind })
    .from(auditEvents)
    .where(where)
    .orderBy(desc(auditEvents.sequence))
    .limit(1);
  return { total: total?.rows ?? 0, last: last ?? null };
}

/** Requests by their code with the number of openings, those looked at last first: nothing else of a request. */
export async function requestsLookedAt(context: Context<AuditReader>, code: string | null, page: number) {
  const searched = (code ?? "").toUpperCase().replace(/[^A-Z0-9]/g, "");
  const where = searched ? sql`position(${searched} in replace(${aidRequests.code}, '-', '')) > 0` : undefined;
  const openings = context.db
    .select({
      requestId: auditEvents.subjectId,
      openings: count().as("openings"),
      lastAt: sql<Date>`max(${auditEvents.happenedAt})`.mapWith(auditEvents.happenedAt).as("last_at"),
    })
    .from(auditEvents)
    .where(and(eq(auditEvents.subjectKind, "request"), isOpening))
    .groupBy(auditEvents.subjectId)
    .as("opened");
  const rows = await context.db
    .select({
      id: aidRequests.id,
      code: aidRequests.code,
      receivedAt: aidRequests.receivedAt,
      openings: sql<number>`coalesce(${openings.openings}, 0)::int`,
      lastAt: openings.lastAt,
    })
    .from(aidRequests)
    .leftJoin(openings, eq(openings.requestId, aidRequests.id))
    .where(where)
    .orderBy(sql`${openings.lastAt} desc nulls last`, desc(aidRequests.receivedAt))
    .limit(looksPageSize)
    .offset((page - 1) * looksPageSize);
  const [total] = await context.db.select({ rows: count() }).from(aidRequests).where(where);
  return { rows, total: total?.rows ?? 0 };
}

/** The code of a request, which is all that an overseer learns of it. Throws the 404 for unknown ones. */
export async function requestCode(context: Context<AuditReader>, requestId: string): Promise<string> {
  const [request] = await context.db
    .select({ code: aidRequests.code })
    .from(aidRequests)
    .where(eq(aidRequests.id, requestId));
  if (!request) throw notFound();
  return request.code;
}

function conditions(filter: AuditFilter): SQL[] {
  const midnight = (day: string) => sql`(${day}::date::timestamp at time zone 'Europe/Tirane')`;
  const found: SQL[] = [];
  if (filter.actorId) found.push(eq(auditEvents.actorId, filter.actorId));
  if (filter.action) found.push(eq(auditEvents.action, filter.action));
  if (filter.subjectId) found.push(eq(auditEvents.subjectId, filter.subjectId));
  if (filter.from) found.push(gte(auditEvents.happenedAt, midnight(filter.from)));
  if (filter.to) found.push(lt(auditEvents.happenedAt, sql`${midnight(filter.to)} + interval '1 day'`));
  for (const part of fold(filter.name ?? "").split(" "))
    if (part) found.push(ilike(people.foldedName, `%${part.replace(/[\\%_]/g, "\\$&")}%`));
  return found;
}
