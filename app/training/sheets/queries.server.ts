import { and, asc, desc, eq, sql } from "drizzle-orm";
import { type Context, notFound, type Trainer, type TrainingManager } from "#app/context.server";
import { sittingForRoster } from "#app/training/presence/queries.server";
import { people } from "#db/schema/accounts";
import { attendanceSheetRows, attendanceSheets } from "#db/schema/sheets";
import { enrolments } from "#db/schema/training";
import { rowsPerPage } from "./layout";

type Teaching = Context<Trainer | TrainingManager>;

/** What a sheet says on paper. */
export type PrintedSheet = Awaited<ReturnType<typeof sheetToPrint>>;

/** The sheets of a session, the latest first. */
export async function sheetsOf(context: Teaching, sittingId: string) {
  return context.db
    .select({
      id: attendanceSheets.id,
      code: attendanceSheets.code,
      createdAt: attendanceSheets.createdAt,
      people: sql<number>`(
        select count(r.enrolment_id)::int from attendance_sheet_rows r where r.sheet_id = ${attendanceSheets.id})`,
      pages: sql<number>`(
        select max(r.position) / ${rowsPerPage}::int from attendance_sheet_rows r
        where r.sheet_id = ${attendanceSheets.id})`,
      confirmed: sql<number>`(
        select count(*)::int from sheet_scans s where s.sheet_id = ${attendanceSheets.id} and s.state = 'confirmed')`,
    })
    .from(attendanceSheets)
    .where(eq(attendanceSheets.sittingId, sittingId))
    .orderBy(desc(attendanceSheets.id));
}

/** A sheet with its rows; throws the 404 for one that is not of this session, or a session that is not this trainer's. */
export async function sheetToPrint(context: Teaching, { sittingId, sheetId }: { sittingId: string; sheetId: string }) {
  const { position, startsAt, endsAt, sittingCount, courseSq, courseEn, place } = await sittingForRoster(
    context,
    sittingId,
  );
  const [sheet] = await context.db
    .select({ code: attendanceSheets.code, createdAt: attendanceSheets.createdAt })
    .from(attendanceSheets)
    .where(and(eq(attendanceSheets.id, sheetId), eq(attendanceSheets.sittingId, sittingId)));
  if (!sheet) throw notFound();
  const rows = await context.db
    .select({
      position: attendanceSheetRows.position,
      givenName: people.givenName,
      familyName: people.familyName,
      institution: people.institution,
    })
    .from(attendanceSheetRows)
    .leftJoin(enrolments, eq(enrolments.id, attendanceSheetRows.enrolmentId))
    .leftJoin(people, eq(people.id, enrolments.personId))
    .where(eq(attendanceSheetRows.sheetId, sheetId))
    .orderBy(asc(attendanceSheetRows.position));
  return { ...sheet, position, startsAt, endsAt, sittingCount, courseSq, courseEn, place, rows };
}
