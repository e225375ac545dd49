import { and, arrayOverlaps, asc, desc, eq, inArray, ne, or, type SQL, sql } from "drizzle-orm";
import { type Context, notFound, type TrainingManager } from "#app/context.server";
import { people } from "#db/schema/accounts";
import { importRows, imports } from "#db/schema/training";
import { eventDays } from "./list-judgement.server";
import type { Entry } from "./rules";
import { type EventDays, type Layout, positionsOf, stopReasons, type Verdict } from "./rules";

/** What can be shown of the rows alone. */
export const rowFilters = ["all", "enrol", "attention", "duplicate", "skipped", "waiting", "contact"] as const;
export type RowFilter = (typeof rowFilters)[number];

const filters: Record<RowFilter, SQL | undefined> = {
  all: undefined,
  enrol: inArray(importRows.verdict, ["new_person", "known_person", "admitted_now", "already_enrolled"]),
  attention: or(sql`cardinality(${importRows.remarks}) > 0`, inArray(importRows.verdict, ["waiting", "skipped"])),
  duplicate: inArray(importRows.verdict, ["duplicate", "continued"]),
  skipped: eq(importRows.verdict, "skipped"),
  waiting: eq(importRows.verdict, "waiting"),
  contact: arrayOverlaps(importRows.remarks, ["lacks_mail", "lacks_phone", "filled_mail", "filled_phone"]),
};

/** The lists that were sent for an event, the latest first; discarded ones are left out. */
export async function importsOfEvent(context: Context<TrainingManager>, eventId: string) {
  return context.db
    .select({
      id: imports.id,
      fileName: imports.fileName,
      state: imports.state,
      rowCount: imports.rowCount,
      createdAt: imports.createdAt,
      committedAt: imports.committedAt,
    })
    .from(imports)
    .where(and(eq(imports.eventId, eventId), ne(imports.state, "discarded")))
    .orderBy(desc(imports.createdAt))
    .limit(50);
}

/** A previewed (or committed, or undone) list with its layout, its counts and a page of its rows; 404 otherwise. */
export async function importForManager(
  context: Context<TrainingManager>,
  {
    eventId,
    importId,
    filter,
    page,
    pageSize,
  }: { eventId: string; importId: string; filter: RowFilter; page: number; pageSize: number },
) {
  const [found] = await context.db
    .select({
      id: imports.id,
      fileName: imports.fileName,
      state: imports.state,
      encoding: imports.encoding,
      layout: imports.layout,
      rowCount: imports.rowCount,
      doneRows: imports.doneRows,
      stoppedAs: imports.stoppedAs,
      createdAt: imports.createdAt,
      committedAt: imports.committedAt,
      undoneAt: imports.undoneAt,
    })
    .from(imports)
    .where(and(eq(imports.id, importId), eq(imports.eventId, eventId)));
  if (!found || found.state === "discarded") throw notFound();
  const where = and(eq(importRows.importId, importId), filters[filter]);
  const [counts, totals, rows, event, lacking] = await Promise.all([
    context.db.execute<{ verdict: Verdict; count: number }>(
      sql`select verdict, count(*)::int as count from import_rows where import_id = ${importId} group by verdict`,
    ),
    context.db.select({ total: sql<number>`count(*)::int` }).from(importRows).where(where),
    context.db
      .select({
        position: importRows.position,
        sheet: importRows.sheet,
        line: importRows.line,
        entry: importRows.entry,
        verdict: importRows.verdict,
        remarks: importRows.remarks,
        knownGivenName: people.givenName,
        knownFamilyName: people.familyName,
      })
      .from(importRows)
      .leftJoin(people, eq(people.id, importRows.personId))
      .where(where)
      .orderBy(asc(importRows.position))
      .limit(pageSize)
      .offset((page - 1) * pageSize),
    eventDays(context, eventId),
    context.db.execute<{ mails: number; phones: number }>(sql`
      select count(*) filter (where 'lacks_mail' = any(remarks))::int as mails,
        count(*) filter (where 'lacks_phone' = any(remarks))::int as phones
      from import_rows where import_id = ${importId}`),
  ]);
  const layout = found.layout as unknown as Layout;
  const typed = rows.map((row) => ({ ...row, entry: row.entry as unknown as Entry, verdict: row.verdict as Verdict }));
  return {
    ...found,
    stoppedAs: stopReasons.find((reason) => reason === found.stoppedAs) ?? null,
    layout,
    matched: matchedSittings(layout, event),
    event,
    counts: Object.fromEntries(counts.map(({ verdict, count }) => [verdict, count])) as Partial<
      Record<Verdict, number>
    >,
    lacking: { mails: lacking[0]?.mails ?? 0, phones: lacking[0]?.phones ?? 0 },
    total: totals[0]?.total ?? 0,
    rows: await withFirstLines(context, importId, typed),
  };
}

/** Which sittings each mark column means. */
function matchedSittings(layout: Layout, event: EventDays) {
  return layout.sheets.map((sheet) => sheet.columns.map(({ meaning }) => positionsOf(meaning, sheet.day, event)));
}

/** Rows that repeat an earlier one name the line where that stood. */
async function withFirstLines<T extends { entry: Entry }>(context: Context, importId: string, rows: T[]) {
  const first = [...new Set(rows.flatMap(({ entry }) => (entry.of ? [entry.of] : [])))];
  if (first.length === 0) return rows.map((row) => ({ ...row, first: null }));
  const found = await context.db
    .select({ position: importRows.position, line: importRows.line, sheet: importRows.sheet })
    .from(importRows)
    .where(and(eq(importRows.importId, importId), inArray(importRows.position, first)));
  const places = new Map(found.map(({ position, ...place }) => [position, place]));
  return rows.map((row) => ({ ...row, first: row.entry.of ? (places.get(row.entry.of) ?? null) : null }));
}
