import { aliasedTable, and, asc, count, desc, eq, gte, ilike, lt, type SQL, sql } from "drizzle-orm";
import type { Context, Member } from "#app/context.server";
import { fold } from "#app/i18n/fold";
import { accounts, people } from "#db/schema/accounts";
import { auditEvents } from "#db/schema/audit";

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

/** The rows of the log that a filter leaves, the latest first, with their number. */
export async function auditLog(context: Context<AuditReader>, filter: AuditFilter, page: number) {
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
    .limit(auditPageSize)
    .offset((page - 1) * auditPageSize);
  const [total] = await context.db
    .select({ rows: count() })
    .from(auditEvents)
    .leftJoin(accounts, eq(accounts.id, auditEvents.actorId))
    .leftJoin(people, eq(people.id, accounts.personId))
    .where(where);
  return { rows, total: total?.rows ?? 0 };
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
        sql`${auditEvents.action} like 'open-%'`,
        sql`${auditEvents.actorKind} in ('coordinator', 'lawyer', 'dpo')`,
        gte(auditEvents.happenedAt, new Date(context.now.getTime() - days * 86_400_000)),
      ),
    )
    .groupBy(auditEvents.actorId, people.givenName, people.familyName, auditEvents.actorKind)
    .orderBy(desc(count()))
    .limit(20);
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
