import { and, eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound, type TrainingManager } from "#app/context.server";
import { certificates } from "#db/schema/training";

export type RevokeCertificateResult = { ok: true; eventId: string } | { ok: false; reason: "not_valid" };

/**
 * Takes a valid certificate back, with a reason that everybody who verifies it reads. It stays on record and its number
 * is not given again. Throws the 404 for an unknown one.
 */
export async function revokeCertificate(
  context: Context<TrainingManager>,
  { certificateId, reason }: { certificateId: string; reason: string },
): Promise<RevokeCertificateResult> {
  return inTransaction(context, async (tx) => {
    const [known] = await tx.db
      .select({ eventId: certificates.eventId })
      .from(certificates)
      .where(eq(certificates.id, certificateId));
    if (!known) throw notFound();
    const [revoked] = await tx.db
      .update(certificates)
      .set({ state: "revoked", endedAt: tx.now, endReason: reason })
      .where(and(eq(certificates.id, certificateId), eq(certificates.state, "valid")))
      .returning({ id: certificates.id });
    if (!revoked) return { ok: false, reason: "not_valid" };
    await recordAudit(tx, { action: "revoke-certificate", subjectKind: "certificate", subjectId: certificateId });
    return { ok: true, eventId: known.eventId };
  });
}
