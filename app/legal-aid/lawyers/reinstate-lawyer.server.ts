import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, type Coordinator, inTransaction, notFound } from "#app/context.server";
import { calendarDate } from "#app/i18n/format";
import { lawyers } from "#db/schema/lawyers";
import { type ReinstatementRefusal, reinstatementRefusal } from "./rules";

/** Ends a suspension; the two approvals stand, the share starts again at the median. */
export async function reinstateLawyer(
  context: Context<Coordinator>,
  { lawyerId }: { lawyerId: string },
): Promise<{ ok: true } | { ok: false; reason: ReinstatementRefusal }> {
  return inTransaction(context, async (tx) => {
    const [lawyer] = await tx.db
      .select({
        state: lawyers.state,
        accountId: lawyers.accountId,
        kind: lawyers.kind,
        permitValidTo: lawyers.permitValidTo,
      })
      .from(lawyers)
      .where(eq(lawyers.id, lawyerId))
      .for("update");
    if (!lawyer) throw notFound();
    const refusal = reinstatementRefusal(lawyer, { by: tx.actor.accountId, today: calendarDate(tx.now) });
    if (refusal) return { ok: false, reason: refusal };
    await tx.db.update(lawyers).set({ state: "verified", sharesFrom: tx.now }).where(eq(lawyers.id, lawyerId));
    await recordAudit(tx, { action: "reinstate-lawyer", subjectKind: "lawyer", subjectId: lawyerId });
    return { ok: true };
  });
}
