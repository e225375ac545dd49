import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import { type Context, notFound, type Trainer, type TrainingManager } from "#app/context.server";
import { rosterOf, sittingForRoster } from "#app/training/presence/queries.server";
import { people } from "#db/schema/accounts";
import { attendanceSheetRows, attendanceSheets, sheetScans } from "#db/schema/sheets";
import { enrolments } from "#db/schema/training";
import { rowsPerPage } from "./layout";
import { proposalOf } from "./rules";

type Teaching = Context<Trainer | TrainingManager>;

interface ScanPlace {
  sittingId: string;
  scanId: string;
}

/** The photos of a session's sheets that were not put aside, by sheet and page. */
export async function scansOf(context: Teaching, sittingId: string) {
  return context.db
    .select({
      id: sheetScans.id,
      code: attendanceSheets.code,
      page: sheetScans.page,
      state: sheetScans.state,
      createdAt: sheetScans.createdAt,
    })
    .from(sheetScans)
    .innerJoin(attendanceSheets, eq(attendanceSheets.id, sheetScans.sheetId))
    .where(and(eq(attendanceSheets.sittingId, sittingId), inArray(sheetScans.state, ["proposed", "confirmed"])))
    .orderBy(desc(attendanceSheets.id), asc(sheetScans.page));
}

/**
 * One photo with the rows of its page, everybody with a seat and their present mark, and who of them has no row on the
 * sheet. Throws the 404 for a scan that is not of this session, or a session that is not this trainer's.
 */
export async function sheetScan(context: Teaching, { sittingId, scanId }: ScanPlace) {
  const sitting = await sittingForRoster(context, sittingId);
  const [scan] = await context.db
    .select({
      id: sheetScans.id,
      sheetId: sheetScans.sheetId,
      page: sheetScans.page,
      state: sheetScans.state,
      reading: sheetScans.reading,
      createdAt: sheetScans.createdAt,
      decidedAt: sheetScans.decidedAt,
      code: attendanceSheets.code,
      pictured: sql<boolean>`${sheetScans.imageSha256} is not null`,
    })
    .from(sheetScans)
    .innerJoin(attendanceSheets, eq(attendanceSheets.id, sheetScans.sheetId))
    .where(and(eq(sheetScans.id, scanId), eq(attendanceSheets.sittingId, sittingId)));
  if (!scan) throw notFound();
  const all = await context.db
    .select({
      position: attendanceSheetRows.position,
      enrolmentId: attendanceSheetRows.enrolmentId,
      givenName: people.givenName,
      familyName: people.familyName,
    })
    .from(attendanceSheetRows)
    .leftJoin(enrolments, eq(enrolments.id, attendanceSheetRows.enrolmentId))
    .leftJoin(people, eq(people.id, enrolments.personId))
    .where(eq(attendanceSheetRows.sheetId, scan.sheetId))
    .orderBy(asc(attendanceSheetRows.position));
  const roster = await rosterOf(context, sitting);
  const onSheet = new Set(all.map(({ enrolmentId }) => enrolmentId));
  return {
    ...scan,
    sitting,
    eventId: sitting.eventId,
    rows: all.filter(({ position }) => Math.ceil(position / rowsPerPage) === scan.page),
    people: new Map(roster.map((person) => [person.enrolmentId, person])),
    withoutRow: roster.filter(({ enrolmentId }) => !onSheet.has(enrolmentId)),
  };
}

/** Under which name a scan's pictures lie; throws the 404 where they are gone, or the scan is not of this trainer's session. */
export async function pictureOfScan(context: Teaching, { sittingId, scanId }: ScanPlace) {
  await sittingForRoster(context, sittingId);
  const [scan] = await context.db
    .select({ sha256: sheetScans.imageSha256, code: attendanceSheets.code, page: sheetScans.page })
    .from(sheetScans)
    .innerJoin(attendanceSheets, eq(attendanceSheets.id, sheetScans.sheetId))
    .where(and(eq(sheetScans.id, scanId), eq(attendanceSheets.sittingId, sittingId)));
  if (!scan?.sha256) throw notFound();
  return { ...scan, sha256: scan.sha256 };
}

type FoundScan = Awaited<ReturnType<typeof sheetScan>>;

/** The rows of a photo as they are shown: named ones, and blank ones in which somebody wrote. */
export function rowsToConfirm({ rows, people, reading }: Pick<FoundScan, "rows" | "people" | "reading">) {
  const read = new Map(reading.rows.map((row) => [row.position, row]));
  return rows.flatMap(({ position, enrolmentId, givenName, familyName }) => {
    const proposal = proposalOf(read.get(position) ?? { signed: false, sure: false });
    const known = people.get(enrolmentId ?? "");
    const gone = enrolmentId !== null && !known;
    if (enrolmentId === null && proposal === "empty") return [];
    const person = known ? { name: `${familyName} ${givenName}`, mark: known.mark } : null;
    return [{ position, person, gone, proposal }];
  });
}
