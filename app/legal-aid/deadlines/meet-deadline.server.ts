import { and, eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Lawyer, notFound } from "#app/context.server";
import { lockOwnCase } from "#app/legal-aid/cases/lock-case.server";
import { caseDeadlines } from "#db/schema/cases";
import type { DeadlineState } from "#db/vocabulary";

/** Says what became of a deadline: met, missed, cancelled, or running again (the undo). */
export async function meetDeadline(
  context: Context<Lawyer>,
  { caseId, deadlineId, state = "met" }: { caseId: string; deadlineId: string; state?: DeadlineState },
): Promise<{ ok: true }> {
  return inTransaction(context, async (tx) => {
    await lockOwnCase(tx, caseId);
    const changed = await tx.db
      .update(caseDeadlines)
      .set({ state, endedAt: state === "open" ? null : tx.now })
      .where(and(eq(caseDeadlines.id, deadlineId), eq(caseDeadlines.caseId, caseId)))
      .returning({ id: caseDeadlines.id });
    if (changed.length === 0) throw notFound();
    await recordAudit(tx, { action: "meet-deadline", subjectKind: "case", subjectId: caseId, reason: state });
    return { ok: true };
  });
}
