import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import type { Context, Lawyer } from "#app/context.server";
import { aidRequests } from "#db/schema/aid-requests";
import { caseDeadlines, caseHours, cases } from "#db/schema/cases";
import { lawyers } from "#db/schema/lawyers";
import { deadlineRules, lawVersions } from "#db/schema/reference";
import type { CaseState } from "#db/vocabulary";
import { deadlineShown, withDueDate, worked } from "./case-columns.server";

/** The own cases: index only (code, area, dates, hours), open ones first. */
export async function casesOfLawyer(context: Context<Lawyer>, state?: CaseState) {
  const rows = await context.db
    .select({
      id: cases.id,
      code: cases.code,
      state: cases.state,
      outcome: cases.outcome,
      areaCode: aidRequests.areaCode,
      openedAt: cases.openedAt,
      endedAt: cases.endedAt,
      ...worked,
    })
    .from(cases)
    .innerJoin(lawyers, eq(lawyers.id, cases.lawyerId))
    .innerJoin(aidRequests, eq(aidRequests.id, cases.requestId))
    .where(and(eq(lawyers.accountId, context.actor.accountId), state ? eq(cases.state, state) : undefined))
    .orderBy(sql`${cases.state} <> 'open'`, desc(cases.openedAt));
  return rows.map(withDueDate);
}

/** The own running deadlines over all open cases, the next one first. */
export async function deadlinesOfLawyer(context: Context<Lawyer>) {
  return context.db
    .select({ ...deadlineShown, caseId: cases.id, caseCode: cases.code })
    .from(caseDeadlines)
    .innerJoin(deadlineRules, eq(deadlineRules.code, caseDeadlines.ruleCode))
    .innerJoin(lawVersions, eq(lawVersions.key, caseDeadlines.lawVersion))
    .innerJoin(cases, eq(cases.id, caseDeadlines.caseId))
    .innerJoin(lawyers, eq(lawyers.id, cases.lawyerId))
    .where(
      and(
        eq(caseDeadlines.state, "open"),
        eq(cases.state, "open"),
        eq(lawyers.accountId, context.actor.accountId),
        eq(lawyers.state, "verified"),
      ),
    )
    .orderBy(asc(caseDeadlines.dueAt));
}

/** Hours of one's own cases since a day, the newest first; the index that stays when a case has ended. */
export async function hoursOfLawyer(context: Context<Lawyer>, since: string) {
  return context.db
    .select({
      id: caseHours.id,
      caseId: cases.id,
      caseCode: cases.code,
      caseState: cases.state,
      areaCode: aidRequests.areaCode,
      workedOn: caseHours.workedOn,
      minutes: caseHours.minutes,
      kind: caseHours.kind,
    })
    .from(caseHours)
    .innerJoin(cases, eq(cases.id, caseHours.caseId))
    .innerJoin(aidRequests, eq(aidRequests.id, cases.requestId))
    .innerJoin(lawyers, eq(lawyers.id, caseHours.lawyerId))
    .where(
      and(
        eq(lawyers.accountId, context.actor.accountId),
        isNull(caseHours.removedAt),
        sql`${caseHours.workedOn} >= ${since}`,
      ),
    )
    .orderBy(desc(caseHours.workedOn), desc(caseHours.createdAt));
}

/** The rows of the law table that a lawyer may count with: active ones with a length, in the table's order. */
export async function countableRules(context: Context<Lawyer>) {
  return context.db
    .select({
      code: deadlineRules.code,
      sq: deadlineRules.sq,
      en: deadlineRules.en,
      startsSq: deadlineRules.startsSq,
      startsEn: deadlineRules.startsEn,
      length: deadlineRules.length,
      unit: deadlineRules.unit,
      direction: deadlineRules.direction,
      who: sql<string | null>`${deadlineRules.details} ->> 'who'`,
      needsConfirmation: deadlineRules.needsConfirmation,
      validFrom: deadlineRules.validFrom,
      validTo: deadlineRules.validTo,
    })
    .from(deadlineRules)
    .where(sql`${deadlineRules.active} and (${deadlineRules.length} is not null or ${deadlineRules.immediate})`)
    .orderBy(sql`${deadlineRules.details} ->> 'who' <> 'party'`, asc(deadlineRules.code));
}
