import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, type DataProtectionOfficer, inTransaction } from "#app/context.server";
import { erasures } from "#db/schema/erasures";
import type { ErasureRefusal } from "#db/vocabulary";
import { lockErasure } from "./lock-erasure.server";

/** Says no to an erasure, with a reason that the person reads; it can be asked again. */
export async function refuseErasure(
  context: Context<DataProtectionOfficer>,
  { erasureId, reason }: { erasureId: string; reason: ErasureRefusal },
): Promise<{ ok: true } | { ok: false; reason: "erasure_decided" }> {
  return inTransaction(context, async (tx) => {
    const erasure = await lockErasure(tx, erasureId);
    if (erasure.state !== "asked") return { ok: false, reason: "erasure_decided" };
    await tx.db
      .update(erasures)
      .set({ state: "refused", decidedAt: tx.now, decidedBy: tx.actor.accountId, reason })
      .where(eq(erasures.id, erasureId));
    await recordAudit(tx, {
      action: "refuse-erasure",
      subjectKind: erasure.subjectKind,
      subjectId: erasure.subjectId,
      reason,
    });
    return { ok: true };
  });
}
