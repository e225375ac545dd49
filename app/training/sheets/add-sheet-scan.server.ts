import { randomUUID } from "node:crypto";
import { and, eq, ne, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Trainer, type TrainingManager } from "#app/context.server";
import { sittingForRoster } from "#app/training/presence/queries.server";
import { attendanceSheetRows, attendanceSheets, sheetScans } from "#db/schema/sheets";
import { rowsPerPage } from "./layout";
import type { RowReading } from "./read-rows";
import { keepPictures, type SheetPictures } from "./sealed-pictures.server";

export interface AddSheetScanInput extends SheetPictures {
  sittingId: string;
  code: string;
  page: number;
  rows: readonly RowReading[];
}

export type AddSheetScanResult =
  | { ok: true; scanId: string }
  | { ok: false; reason: "other_sheet" | "event_cancelled" }
  | { ok: false; reason: "already_confirmed"; scanId: string };

/**
 * Keeps the photo of a sheet's page, sealed, with what it seems to show; nobody is marked by it. A page that waits for
 * confirmation is replaced by the new photo. Throws the 404 for a session that is not this trainer's.
 */
export async function addSheetScan(
  context: Context<Trainer | TrainingManager>,
  { sittingId, code, page, rows, photo, straight }: AddSheetScanInput,
): Promise<AddSheetScanResult> {
  const scanId = randomUUID();
  const imageSha256 = await keepPictures(scanId, { photo, straight });
  return inTransaction(context, async (tx) => {
    const sitting = await sittingForRoster(tx, sittingId);
    if (sitting.eventState === "cancelled") return { ok: false, reason: "event_cancelled" };
    const sheetId = await lockSheet(tx, { sittingId, code, page });
    if (!sheetId) return { ok: false, reason: "other_sheet" };
    const samePage = and(eq(sheetScans.sheetId, sheetId), eq(sheetScans.page, page), ne(sheetScans.state, "discarded"));
    const [there] = await tx.db.select({ id: sheetScans.id, state: sheetScans.state }).from(sheetScans).where(samePage);
    if (there?.state === "confirmed") return { ok: false, reason: "already_confirmed", scanId: there.id };
    if (there)
      await tx.db
        .update(sheetScans)
        .set({ state: "discarded", imageSha256: null, decidedBy: tx.actor.accountId, decidedAt: tx.now })
        .where(eq(sheetScans.id, there.id));
    await tx.db.insert(sheetScans).values({
      id: scanId,
      sheetId,
      page,
      imageSha256,
      reading: { rows: rows.map((row, place) => readingOf(row, (page - 1) * rowsPerPage + place + 1)) },
      createdBy: tx.actor.accountId,
      createdAt: tx.now,
    });
    await recordAudit(tx, { action: "add-sheet-scan", subjectKind: "event", subjectId: sitting.eventId, count: page });
    return { ok: true, scanId };
  });
}

/** The sheet with this code where it is of the session and has such a page; two photos of a page come one after the other. */
async function lockSheet(tx: Context, { sittingId, code, page }: { sittingId: string; code: string; page: number }) {
  const [sheet] = await tx.db
    .select({ id: attendanceSheets.id })
    .from(attendanceSheets)
    .where(
      and(
        eq(attendanceSheets.code, code),
        eq(attendanceSheets.sittingId, sittingId),
        sql`exists (select 1 from ${attendanceSheetRows} r
          where r.sheet_id = ${attendanceSheets.id} and r.position = ${page * rowsPerPage})`,
      ),
    )
    .for("update");
  return sheet?.id;
}

function readingOf({ ink, signed, sure }: RowReading, position: number) {
  return { position, ink: Math.round(ink * 10) / 10, signed, sure };
}
