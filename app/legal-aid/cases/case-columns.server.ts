import { sql } from "drizzle-orm";
import { caseDeadlines, cases } from "#db/schema/cases";
import { deadlineRules, lawVersions } from "#db/schema/reference";

/** Minutes logged in a case, and the end of its next running deadline: the database gives an instant as text. */
export const worked = {
  minutes: sql<number>`coalesce((select sum(h.minutes)::int from case_hours h where h.case_id = ${cases.id} and h.removed_at is null), 0)`,
  nextDueAt: sql<
    string | null
  >`(select min(d.due_at) from case_deadlines d where d.case_id = ${cases.id} and d.state = 'open')`,
};

export function withDueDate<Row extends { nextDueAt: string | null }>(row: Row) {
  return { ...row, nextDueAt: row.nextDueAt === null ? null : new Date(row.nextDueAt) };
}

/** What is shown of a deadline, with the row of the law table that it was counted by. */
export const deadlineShown = {
  id: caseDeadlines.id,
  ruleCode: caseDeadlines.ruleCode,
  sq: deadlineRules.sq,
  en: deadlineRules.en,
  unit: deadlineRules.unit,
  lawSq: lawVersions.sq,
  lawEn: lawVersions.en,
  warnBefore: sql<{ value: number; unit: string }[]>`coalesce(${deadlineRules.details} -> 'warnBefore', '[]')`,
  /** The row was closed or replaced since: the date stands, somebody has to look. */
  review: sql<boolean>`not ${deadlineRules.active} or ${deadlineRules.lawVersion} <> ${caseDeadlines.lawVersion}
    or coalesce(${deadlineRules.closedAt} > ${caseDeadlines.createdAt}, false)`,
  startedAt: caseDeadlines.startedAt,
  dueAt: caseDeadlines.dueAt,
  toBeConfirmed: caseDeadlines.toBeConfirmed,
  state: caseDeadlines.state,
};
