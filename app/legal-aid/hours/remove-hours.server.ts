import { and, eq, isNull } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Lawyer, notFound } from "#app/context.server";
import { lockOwnCase } from "#app/legal-aid/cases/lock-case.server";
import { caseHours } from "#db/schema/cases";

/** Takes hours off the books again; the row stays, no sum counts it. */
export async function removeHours(
  context: Context<Lawyer>,
  { caseId, hoursId }: { caseId: string; hoursId: string },
): Promise<{ ok: true }> {
  return inTransaction(context, async (tx) => {
    await lockOwnCase(tx, caseId);
    const removed = await tx.db
      .update(caseHours)
      .set({ removedAt: tx.now })
      .where(and(eq(caseHours.id, hoursId), eq(caseHours.caseId, caseId), isNull(caseHours.removedAt)))
      .returning({ id: caseHours.id });
    if (removed.length === 0) throw notFound();
    await recordAudit(tx, { action: "remove-hours", subjectKind: "case", subjectId: caseId });
    return { ok: true };
  });
}
