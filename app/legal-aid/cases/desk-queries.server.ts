import { and, asc, count, desc, eq, sql } from "drizzle-orm";
import type { Context, Coordinator } from "#app/context.server";
import { foundBy, nameOf } from "#app/legal-aid/lawyers/lawyer-columns.server";
import { accounts, people } from "#db/schema/accounts";
import { aidRequests } from "#db/schema/aid-requests";
import { caseDeadlines, cases } from "#db/schema/cases";
import { lawyers } from "#db/schema/lawyers";
import { deadlineRules, lawVersions } from "#db/schema/reference";
import type { CaseState } from "#db/vocabulary";
import { deadlineShown, withDueDate, worked } from "./case-columns.server";

/** Every case as the desk sees it (D1): code, lawyer, dates, hours, next deadline. */
export async function casesForDesk(
  context: Context<Coordinator>,
  { q, state, page, pageSize }: { q: string | null; state: CaseState | null; page: number; pageSize: number },
) {
  const where = and(state ? eq(cases.state, state) : undefined, foundBy(q, cases.code, aidRequests.code));
  const [total] = await context.db
    .select({ count: count() })
    .from(cases)
    .innerJoin(aidRequests, eq(aidRequests.id, cases.requestId))
    .innerJoin(lawyers, eq(lawyers.id, cases.lawyerId))
    .innerJoin(accounts, eq(accounts.id, lawyers.accountId))
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(where);
  const rows = await context.db
    .select({
      id: cases.id,
      code: cases.code,
      state: cases.state,
      outcome: cases.outcome,
      endReason: cases.endReason,
      requestId: cases.requestId,
      requestCode: aidRequests.code,
      urgency: aidRequests.urgency,
      areaCode: aidRequests.areaCode,
      lawyer: nameOf,
      lawyerId: cases.lawyerId,
      openedAt: cases.openedAt,
      endedAt: cases.endedAt,
      ...worked,
    })
    .from(cases)
    .innerJoin(aidRequests, eq(aidRequests.id, cases.requestId))
    .innerJoin(lawyers, eq(lawyers.id, cases.lawyerId))
    .innerJoin(accounts, eq(accounts.id, lawyers.accountId))
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(where)
    .orderBy(
      sql`${cases.state} <> 'open'`,
      sql`${worked.nextDueAt} asc nulls last`,
      desc(cases.openedAt),
      asc(cases.id),
    )
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return {
    rows: rows.map(withDueDate),
    total: total?.count ?? 0,
  };
}

/** Running deadlines of the whole network, the next one first; those of cases that came back are in it. */
export async function deadlinesForDesk(
  context: Context<Coordinator>,
  { page, pageSize }: { page: number; pageSize: number },
) {
  const where = and(eq(caseDeadlines.state, "open"), sql`${cases.state} <> 'closed'`);
  const [total] = await context.db
    .select({
      count: count(),
      overdue: sql<number>`(count(*) filter (where ${caseDeadlines.dueAt} <= ${context.now.toISOString()}::timestamptz))::int`,
    })
    .from(caseDeadlines)
    .innerJoin(cases, eq(cases.id, caseDeadlines.caseId))
    .where(where);
  const rows = await context.db
    .select({
      ...deadlineShown,
      caseCode: cases.code,
      caseState: cases.state,
      requestId: cases.requestId,
      lawyer: nameOf,
      lawyerId: cases.lawyerId,
    })
    .from(caseDeadlines)
    .innerJoin(deadlineRules, eq(deadlineRules.code, caseDeadlines.ruleCode))
    .innerJoin(lawVersions, eq(lawVersions.key, caseDeadlines.lawVersion))
    .innerJoin(cases, eq(cases.id, caseDeadlines.caseId))
    .innerJoin(lawyers, eq(lawyers.id, cases.lawyerId))
    .innerJoin(accounts, eq(accounts.id, lawyers.accountId))
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(where)
    .orderBy(asc(caseDeadlines.dueAt), asc(caseDeadlines.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return { rows, total: total?.count ?? 0, overdue: total?.overdue ?? 0 };
}
