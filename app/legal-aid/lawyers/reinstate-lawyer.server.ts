import { and, eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, type Coordinator, inTransaction, notFound } from "#app/context.server";
import { lawyers } from "#db/schema/lawyers";

/** Ends a suspension; the two approvals stand, the share starts again at the median. */
export async function reinstateLawyer(
  context: Context<Coordinator>,
  { lawyerId }: { lawyerId: string },
): Promise<{ ok: true } | { ok: false; reason: "not_suspended" }> {
  return inTransaction(context, async (tx) => {
    const [known] = await tx.db.select({ id: lawyers.id }).from(lawyers).where(eq(lawyers.id, lawyerId));
    if (!known) throw notFound();
    const changed = await tx.db
      .update(lawyers)
      .set({ state: "verified", sharesFrom: tx.now })
      .where(and(eq(lawyers.id, lawyerId), eq(lawyers.state, "suspended")))
      .returning({ id: lawyers.id });
    if (changed.length === 0) return { ok: false, reason: "not_suspended" };
    await recordAudit(tx, { action: "reinstate-lawyer", subjectKind: "lawyer", subjectId: lawyerId });
    return { ok: true };
  });
}
