import { and, eq, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Trainer, type TrainingManager } from "#app/context.server";
import { type Mark, recordPresence } from "#app/training/presence/record-presence.server";
import { sheetScans } from "#db/schema/sheets";
import { lockSheetScan } from "./lock-sheet-scan.server";

export type UndoSheetScanResult =
  | { ok: true; retracted: number }
  | { ok: false; reason: "not_confirmed" | "event_cancelled" };

/**
 * Takes the confirmation of a photo back: marks of it that still stand are retracted, what was marked since stays, and the
 * photo waits for confirmation again. Throws the 404 for a scan that is not of this trainer's session.
 */
export async function undoSheetScan(
  context: Context<Trainer | TrainingManager>,
  { sittingId, scanId }: { sittingId: string; scanId: string },
): Promise<UndoSheetScanResult> {
  return inTransaction(context, async (tx) => {
    const { state, eventId } = await lockSheetScan(tx, { sittingId, scanId });
    if (state !== "confirmed") return { ok: false, reason: "not_confirmed" };
    const marks = await standingMarks(tx, sittingId, scanId);
    const result = await recordPresence(tx, { marks, channel: "paper", sheetScanId: scanId });
    if (!result.ok) return result;
    await tx.db
      .update(sheetScans)
      .set({ state: "proposed", decidedBy: null, decidedAt: null })
      .where(and(eq(sheetScans.id, scanId), eq(sheetScans.state, "confirmed")));
    await recordAudit(tx, {
      action: "undo-sheet-scan",
      subjectKind: "event",
      subjectId: eventId,
      count: result.recorded,
    });
    return { ok: true, retracted: result.recorded };
  });
}

/** The mark that was there before, for everybody whose latest one came from this photo; scans at the door speak for themselves. */
async function standingMarks(tx: Context, sittingId: string, scanId: string): Promise<Mark[]> {
  const rows = await tx.db.execute<{ enrolment_id: string; before: Mark["mark"] | null }>(sql`
    select o.enrolment_id, (
        select b.mark from presence_observations b
        where b.sitting_id = o.sitting_id and b.enrolment_id = o.enrolment_id
          and b.kind = 'mark' and b.sheet_scan_id is distinct from o.sheet_scan_id
        order by b.id desc limit 1) as before
    from presence_observations o
    where o.sheet_scan_id = ${scanId} and o.mark <> 'not_recorded'
      and not exists (select 1 from presence_observations later where later.sitting_id = o.sitting_id
        and later.enrolment_id = o.enrolment_id and later.id > o.id)`);
  return rows.map(({ enrolment_id, before }) => ({
    sittingId,
    enrolmentId: enrolment_id,
    mark: before ?? "not_recorded",
  }));
}
