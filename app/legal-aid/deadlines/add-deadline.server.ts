import { and, eq, gte, lte } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Lawyer, notFound } from "#app/context.server";
import { lockOwnCase } from "#app/legal-aid/cases/lock-case.server";
import { isInForce } from "#app/legal-aid/law/rules";
import { caseDeadlines } from "#db/schema/cases";
import { deadlineRules, holidays } from "#db/schema/reference";
import { canBeCounted, dueInstant, instantIn } from "./rules";

export type AddedDeadline =
  | { ok: true; deadlineId: string; dueAt: Date; toBeConfirmed: boolean }
  | { ok: false; reason: "hour_needed" | "not_in_force" };

/**
 * Adds a deadline: a row of the law table and the instant of its start give the end, which stays what it is when the row
 * is replaced later. Limits in hours need the hour, and a row that was in force on the day of the start. Throws the 404 for rows that are not active or cannot be counted.
 */
export async function addDeadline(
  context: Context<Lawyer>,
  input: { caseId: string; ruleCode: string; startedOn: string; startedTime: string | null },
): Promise<AddedDeadline> {
  return inTransaction(context, async (tx): Promise<AddedDeadline> => {
    const { db, now, actor } = tx;
    await lockOwnCase(tx, input.caseId);
    const [rule] = await db.select().from(deadlineRules).where(eq(deadlineRules.code, input.ruleCode));
    if (!rule || !canBeCounted(rule)) throw notFound();
    if (rule.unit === "hours" && input.startedTime === null) return { ok: false, reason: "hour_needed" };
    if (!isInForce(rule, input.startedOn)) return { ok: false, reason: "not_in_force" };
    const startedAt = instantIn(input.startedOn, input.startedTime);
    const due = dueInstant(rule, startedAt, await holidaysAround(tx, startedAt));
    if (!due) throw notFound();
    const [made] = await db
      .insert(caseDeadlines)
      .values({
        caseId: input.caseId,
        ruleCode: rule.code,
        lawVersion: rule.lawVersion,
        startedAt,
        dueAt: due.dueAt,
        toBeConfirmed: due.toBeConfirmed,
        createdBy: actor.accountId,
        createdAt: now,
      })
      .returning({ id: caseDeadlines.id });
    if (!made) throw new Error("the deadline was not written");
    await recordAudit(tx, { action: "add-deadline", subjectKind: "case", subjectId: input.caseId, reason: rule.code });
    return { ok: true, deadlineId: made.id, dueAt: due.dueAt, toBeConfirmed: due.toBeConfirmed };
  });
}

/** The holidays of the table from a year before to 21 years after: the longest limit is 20 years. */
async function holidaysAround(context: Context, startedAt: Date): Promise<Set<string>> {
  const year = startedAt.getUTCFullYear();
  const rows = await context.db
    .select({ day: holidays.day })
    .from(holidays)
    .where(and(gte(holidays.day, `${year - 1}-01-01`), lte(holidays.day, `${year + 21}-12-31`)));
  return new Set(rows.map(({ day }) => day));
}
