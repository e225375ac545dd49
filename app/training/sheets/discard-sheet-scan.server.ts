import { and, eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Trainer, type TrainingManager } from "#app/context.server";
import { sheetScans } from "#db/schema/sheets";
import { lockSheetScan } from "./lock-sheet-scan.server";

/** Lets a photo go that nobody has confirmed; it is no evidence of anything. Throws the 404 for a scan that is not of this trainer's session. */
export async function discardSheetScan(
  context: Context<Trainer | TrainingManager>,
  { sittingId, scanId }: { sittingId: string; scanId: string },
): Promise<{ ok: true } | { ok: false; reason: "not_proposed" }> {
  return inTransaction(context, async (tx) => {
    const { state, eventId } = await lockSheetScan(tx, { sittingId, scanId });
    if (state !== "proposed") return { ok: false, reason: "not_proposed" };
    await tx.db
      .update(sheetScans)
      .set({ state: "discarded", imageSha256: null, decidedBy: tx.actor.accountId, decidedAt: tx.now })
      .where(and(eq(sheetScans.id, scanId), eq(sheetScans.state, "proposed")));
    await recordAudit(tx, { action: "discard-sheet-scan", subjectKind: "event", subjectId: eventId });
    return { ok: true };
  });
}
