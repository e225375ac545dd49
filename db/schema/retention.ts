import { date, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { id, instant } from "../columns";
import type { PeriodUnit, RetentionBasis, RetentionClass, RetentionStatus, RetentionTreatment } from "../vocabulary";
import { accounts } from "./accounts";

/** How long each class of data is kept, what happens then, and why; no amount means that it is kept for good. */
export const retentionRules = pgTable("retention_rules", {
  code: text("code").$type<RetentionClass>().primaryKey(),
  amount: integer("amount"),
  unit: text("unit").$type<PeriodUnit>(),
  treatment: text("treatment").$type<RetentionTreatment>().notNull(),
  basis: text("basis").$type<RetentionBasis>().notNull(),
  status: text("status").$type<RetentionStatus>().notNull(),
  position: integer("position").notNull(),
});

/** Who changed a period, and why. */
export const retentionChanges = pgTable(
  "retention_changes",
  {
    id: id(),
    code: text("code")
      .$type<RetentionClass>()
      .notNull()
      .references(() => retentionRules.code),
    amountBefore: integer("amount_before"),
    amountAfter: integer("amount_after"),
    statusAfter: text("status_after").$type<RetentionStatus>().notNull(),
    /** The administrator's sentence. */
    reason: text("reason").notNull(),
    changedBy: uuid("changed_by")
      .notNull()
      .references(() => accounts.id),
    changedAt: instant("changed_at").notNull(),
  },
  (table) => [index("retention_changes_time").on(table.changedAt)],
);

/** One night's work on one class: a job that broke off goes on where it stopped, one that runs twice does nothing more. */
export const retentionRuns = pgTable(
  "retention_runs",
  {
    night: date("night").notNull(),
    code: text("code")
      .$type<RetentionClass>()
      .notNull()
      .references(() => retentionRules.code),
    startedAt: instant("started_at").notNull(),
    endedAt: instant("ended_at"),
    count: integer("count").notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.night, table.code] })],
);
