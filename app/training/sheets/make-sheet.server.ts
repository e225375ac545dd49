import { randomBytes } from "node:crypto";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Trainer, type TrainingManager } from "#app/context.server";
import { inLetters } from "#app/training/presence/badge-letters";
import { rosterOf, sittingForRoster } from "#app/training/presence/queries.server";
import { attendanceSheetRows, attendanceSheets } from "#db/schema/sheets";
import { mostPages, pagesFor, rowsPerPage } from "./layout";

export type MakeSheetResult =
  | { ok: true; sheetId: string }
  | { ok: false; reason: "event_cancelled" | "too_many_rows" };

/**
 * Lays down who stands in which row of a signature sheet, by family name, with blank rows to the end of the last page;
 * printed again it stays the same. A sheet has at most 99 pages. Throws the 404 for a session that is not this trainer's.
 */
export async function makeSheet(
  context: Context<Trainer | TrainingManager>,
  { sittingId }: { sittingId: string },
): Promise<MakeSheetResult> {
  return inTransaction(context, async (tx) => {
    const sitting = await sittingForRoster(tx, sittingId);
    if (sitting.eventState === "cancelled") return { ok: false, reason: "event_cancelled" };
    const people = await rosterOf(tx, sitting);
    const pages = pagesFor(people.length);
    if (pages > mostPages) return { ok: false, reason: "too_many_rows" };
    const [sheet] = await tx.db
      .insert(attendanceSheets)
      .values({ sittingId, code: sheetCode(), createdBy: tx.actor.accountId, createdAt: tx.now })
      .returning({ id: attendanceSheets.id });
    if (!sheet) throw new Error("the sheet was not written");
    const rows = Array.from({ length: pages * rowsPerPage }, (_, place) => ({
      sheetId: sheet.id,
      position: place + 1,
      enrolmentId: people[place]?.enrolmentId ?? null,
    }));
    await tx.db.insert(attendanceSheetRows).values(rows);
    await recordAudit(tx, {
      action: "make-sheet",
      subjectKind: "event",
      subjectId: sitting.eventId,
      count: people.length,
    });
    return { ok: true, sheetId: sheet.id };
  });
}

/** Ten letters of the badge's alphabet; 50 bits, so that two sheets never meet. */
function sheetCode(): string {
  return inLetters(randomBytes(10)).slice(0, 10);
}
