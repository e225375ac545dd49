import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, digest, id, instant } from "../columns";
import type { SheetScanState } from "../vocabulary";
import { accounts } from "./accounts";
import { enrolments, sittings } from "./training";

/** A signature sheet as it was printed for one sitting; its code stands on it as QR. */
export const attendanceSheets = pgTable(
  "attendance_sheets",
  {
    id: id(),
    sittingId: uuid("sitting_id")
      .notNull()
      .references(() => sittings.id, { onDelete: "cascade" }),
    code: text("code").notNull().unique(),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => accounts.id),
    createdAt: createdAt(),
  },
  (table) => [index("attendance_sheets_sitting").on(table.sittingId)],
);

/** Who stands in which row of a sheet; nobody in the blank ones. */
export const attendanceSheetRows = pgTable(
  "attendance_sheet_rows",
  {
    sheetId: uuid("sheet_id")
      .notNull()
      .references(() => attendanceSheets.id, { onDelete: "cascade" }),
    position: integer("position").notNull(),
    enrolmentId: uuid("enrolment_id").references(() => enrolments.id, { onDelete: "set null" }),
  },
  (table) => [
    primaryKey({ columns: [table.sheetId, table.position] }),
    index("attendance_sheet_rows_enrolment").on(table.enrolmentId),
    check("attendance_sheet_rows_position", sql`${table.position} > 0`),
  ],
);

/** What a photo of a sheet's page shows, row by row. */
export interface SheetReading {
  rows: { position: number; ink: number; signed: boolean; sure: boolean }[];
}

/** A photo or scan of one page, kept as evidence; a person confirms what it seems to show. */
export const sheetScans = pgTable(
  "sheet_scans",
  {
    id: id(),
    sheetId: uuid("sheet_id")
      .notNull()
      .references(() => attendanceSheets.id, { onDelete: "cascade" }),
    page: integer("page").notNull(),
    /** Null once it was discarded or somebody on it was erased: nobody can be taken out of a picture. */
    imageSha256: digest("image_sha256"),
    reading: jsonb("reading").$type<SheetReading>().notNull(),
    state: text("state").$type<SheetScanState>().notNull().default("proposed"),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => accounts.id),
    createdAt: createdAt(),
    decidedBy: uuid("decided_by").references(() => accounts.id),
    decidedAt: instant("decided_at"),
  },
  (table) => [
    index("sheet_scans_sheet").on(table.sheetId),
    uniqueIndex("sheet_scans_page").on(table.sheetId, table.page).where(sql`${table.state} <> 'discarded'`),
  ],
);
