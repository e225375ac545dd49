import { and, eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Trainer, type TrainingManager } from "#app/context.server";
import { recordPresence } from "#app/training/presence/record-presence.server";
import { sheetScans } from "#db/schema/sheets";
import type { ConfirmedRows } from "./forms";
import { lockSheetScan } from "./lock-sheet-scan.server";
import { markOfRow } from "./rules";

export type ConfirmSheetScanResult =
  | { ok: true; recorded: number }
  | { ok: false; reason: "event_cancelled" | "not_proposed" | "twice" | "not_on_list" };

/**
 * Adds the marks that a person has seen on a photo; who was marked late, excused or by somebody else since keeps that mark.
 * A name in a blank row is somebody with a seat and no row of their own. Throws the 404 for a scan that is not of this
 * trainer's session.
 */
export async function confirmSheetScan(
  context: Context<Trainer | TrainingManager>,
  { sittingId, scanId, rows }: { sittingId: string; scanId: string; rows: ConfirmedRows },
): Promise<ConfirmSheetScanResult> {
  return inTransaction(context, async (tx) => {
    const scan = await lockSheetScan(tx, { sittingId, scanId });
    if (scan.state !== "proposed") return { ok: false, reason: "not_proposed" };
    const writers = [...rows.writers.values()];
    if (new Set(writers).size < writers.length) return { ok: false, reason: "twice" };
    if (writers.some((id) => !scan.withoutRow.some(({ enrolmentId }) => enrolmentId === id)))
      return { ok: false, reason: "not_on_list" };
    const marks = scan.rows.flatMap(({ position, enrolmentId }) => {
      const written = enrolmentId ? undefined : rows.writers.get(position);
      const who = scan.people.get(enrolmentId ?? written ?? "");
      if (!who) return [];
      const choice = written ? "signed" : (rows.choices.get(position) ?? "open");
      const mark = markOfRow(choice, who.mark, rows.emptyIsAbsent);
      return mark ? [{ sittingId, enrolmentId: who.enrolmentId, mark }] : [];
    });
    const result = await recordPresence(tx, { marks, channel: "paper", sheetScanId: scanId });
    if (!result.ok) return result;
    await tx.db
      .update(sheetScans)
      .set({ state: "confirmed", decidedBy: tx.actor.accountId, decidedAt: tx.now })
      .where(and(eq(sheetScans.id, scanId), eq(sheetScans.state, "proposed")));
    await recordAudit(tx, {
      action: "confirm-sheet-scan",
      subjectKind: "event",
      subjectId: scan.eventId,
      count: result.recorded,
    });
    return { ok: true, recorded: result.recorded };
  });
}
