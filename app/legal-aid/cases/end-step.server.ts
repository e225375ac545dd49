import { and, eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Lawyer, notFound } from "#app/context.server";
import { caseSteps } from "#db/schema/cases";
import type { CaseOutcome } from "#db/vocabulary";
import { lockOwnCase } from "./lock-case.server";

/** Says how a step stands: done with its outcome, dropped, or open again (the undo). */
export async function endStep(
  context: Context<Lawyer>,
  input: { caseId: string; stepId: string; state: "done" | "dropped" | "open"; outcome: CaseOutcome | null },
): Promise<{ ok: true } | { ok: false; reason: "outcome_missing" }> {
  return inTransaction(context, async (tx) => {
    await lockOwnCase(tx, input.caseId);
    if (input.state === "done" && input.outcome === null) return { ok: false, reason: "outcome_missing" };
    const changed = await tx.db
      .update(caseSteps)
      .set({
        state: input.state,
        outcome: input.state === "done" ? input.outcome : null,
        endedAt: input.state === "open" ? null : tx.now,
      })
      .where(and(eq(caseSteps.id, input.stepId), eq(caseSteps.caseId, input.caseId)))
      .returning({ id: caseSteps.id });
    if (changed.length === 0) throw notFound();
    await recordAudit(tx, { action: "end-step", subjectKind: "case", subjectId: input.caseId, reason: input.state });
    return { ok: true };
  });
}
