import { and, eq, inArray } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Lawyer } from "#app/context.server";
import { moveRequest } from "#app/legal-aid/aid-requests/move-request.server";
import { lockOwnCase } from "#app/legal-aid/cases/lock-case.server";
import { caseDeadlines, caseSteps, cases } from "#db/schema/cases";
import { offers } from "#db/schema/offers";
import type { CaseOutcome } from "#db/vocabulary";

/**
 * Closes a case with its outcome: running steps end with it, running deadlines are taken off, the request is closed and
 * the file shuts. Refuses while a deadline is overdue and nobody has said whether it was met.
 */
export async function closeCase(
  context: Context<Lawyer>,
  { caseId, outcome }: { caseId: string; outcome: CaseOutcome },
): Promise<{ ok: true } | { ok: false; reason: "deadline_open" }> {
  return inTransaction(context, async (tx) => {
    const own = await lockOwnCase(tx, caseId);
    const { db, now } = tx;
    const running = await db
      .select({ id: caseDeadlines.id, dueAt: caseDeadlines.dueAt })
      .from(caseDeadlines)
      .where(and(eq(caseDeadlines.caseId, caseId), eq(caseDeadlines.state, "open")));
    if (running.some(({ dueAt }) => dueAt <= now)) return { ok: false, reason: "deadline_open" };
    await db
      .update(caseDeadlines)
      .set({ state: "cancelled", endedAt: now })
      .where(and(eq(caseDeadlines.caseId, caseId), eq(caseDeadlines.state, "open")));
    await db
      .update(caseSteps)
      .set({ state: "done", outcome, endedAt: now })
      .where(and(eq(caseSteps.caseId, caseId), inArray(caseSteps.state, ["planned", "open"])));
    await db.update(cases).set({ state: "closed", outcome, endedAt: now }).where(eq(cases.id, caseId));
    await db.update(offers).set({ endedAt: now }).where(eq(offers.id, own.offerId));
    await moveRequest(tx, { requestId: own.requestId, from: "assigned", to: "closed", reason: `case_${outcome}` });
    await recordAudit(tx, { action: "close-case", subjectKind: "case", subjectId: caseId, reason: outcome });
    return { ok: true };
  });
}
