import { and, eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, type Coordinator, inTransaction, notFound } from "#app/context.server";
import { lawyers } from "#db/schema/lawyers";
import { mayMoveLawyer } from "./rules";

/** Turns an application down. Refuses where it is no application (any more). */
export async function rejectLawyer(
  context: Context<Coordinator>,
  { lawyerId }: { lawyerId: string },
): Promise<{ ok: true } | { ok: false; reason: "not_applied" }> {
  return inTransaction(context, async (tx) => {
    const [lawyer] = await tx.db.select({ state: lawyers.state }).from(lawyers).where(eq(lawyers.id, lawyerId));
    if (!lawyer) throw notFound();
    if (!mayMoveLawyer(lawyer.state, "rejected")) return { ok: false, reason: "not_applied" };
    const changed = await tx.db
      .update(lawyers)
      .set({ state: "rejected" })
      .where(and(eq(lawyers.id, lawyerId), eq(lawyers.state, lawyer.state)))
      .returning({ id: lawyers.id });
    if (changed.length === 0) return { ok: false, reason: "not_applied" };
    await recordAudit(tx, { action: "reject-lawyer", subjectKind: "lawyer", subjectId: lawyerId });
    return { ok: true };
  });
}
