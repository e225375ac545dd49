import { and, eq, isNull } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, type Coordinator, inTransaction, notFound } from "#app/context.server";
import { conflictFindings } from "#db/schema/offers";

/** The desk has looked and says that these are different people: the lawyer may be asked. A sure conflict stays. */
export async function clearConflict(
  context: Context<Coordinator>,
  { requestId, lawyerId }: { requestId: string; lawyerId: string },
): Promise<{ ok: true } | { ok: false; reason: "sure_conflict" }> {
  return inTransaction(context, async (tx) => {
    const which = and(eq(conflictFindings.requestId, requestId), eq(conflictFindings.lawyerId, lawyerId));
    const [finding] = await tx.db.select({ band: conflictFindings.band }).from(conflictFindings).where(which);
    if (!finding) throw notFound();
    if (finding.band === "conflict") return { ok: false, reason: "sure_conflict" };
    await tx.db
      .update(conflictFindings)
      .set({ clearedBy: tx.actor.accountId, clearedAt: tx.now })
      .where(and(which, isNull(conflictFindings.clearedAt)));
    await recordAudit(tx, { action: "clear-conflict", subjectKind: "request", subjectId: requestId });
    return { ok: true };
  });
}
