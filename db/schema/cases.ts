import { sql } from "drizzle-orm";
import { boolean, check, date, index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, instant, sealed } from "../columns";
import type { CaseOutcome, CaseState, DeadlineState, HourKind, StepKind } from "../vocabulary";
import { accounts } from "./accounts";
import { aidRequests } from "./aid-requests";
import { lawyers } from "./lawyers";
import { offers } from "./offers";
import { deadlineRules } from "./reference";

/** Accepted work; an open case has one responsible lawyer. */
export const cases = pgTable(
  "cases",
  {
    id: id(),
    code: text("code").notNull().unique(),
    requestId: uuid("request_id")
      .notNull()
      .references(() => aidRequests.id),
    offerId: uuid("offer_id")
      .notNull()
      .unique()
      .references(() => offers.id),
    lawyerId: uuid("lawyer_id")
      .notNull()
      .references(() => lawyers.id),
    state: text("state").$type<CaseState>().notNull().default("open"),
    outcome: text("outcome").$type<CaseOutcome>(),
    openedAt: instant("opened_at").notNull(),
    endedAt: instant("ended_at"),
    /** Code of a hand-back, or of the suspension that ended it. */
    endReason: text("end_reason"),
  },
  (table) => [
    index("cases_lawyer").on(table.lawyerId, table.state),
    uniqueIndex("cases_one_open").on(table.requestId).where(sql`${table.state} = 'open'`),
    check("cases_ended", sql`(${table.state} = 'open') = (${table.endedAt} is null)`),
  ],
);

export const caseSteps = pgTable(
  "case_steps",
  {
    id: id(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "cascade" }),
    kind: text("kind").$type<StepKind>().notNull(),
    state: text("state").$type<"planned" | "open" | "done" | "dropped">().notNull().default("open"),
    estimatedHours: integer("estimated_hours"),
    outcome: text("outcome").$type<CaseOutcome>(),
    endedAt: instant("ended_at"),
    createdAt: createdAt(),
  },
  (table) => [index("case_steps_case").on(table.caseId)],
);

/** Rule row + start + instant gave the due instant; the row keeps what it began with. */
export const caseDeadlines = pgTable(
  "case_deadlines",
  {
    id: id(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "cascade" }),
    ruleCode: text("rule_code")
      .notNull()
      .references(() => deadlineRules.code),
    lawVersion: text("law_version").notNull(),
    startedAt: instant("started_at").notNull(),
    dueAt: instant("due_at").notNull(),
    toBeConfirmed: boolean("to_be_confirmed").notNull(),
    state: text("state").$type<DeadlineState>().notNull().default("open"),
    endedAt: instant("ended_at"),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => accounts.id),
    createdAt: createdAt(),
  },
  (table) => [
    index("case_deadlines_case").on(table.caseId),
    index("case_deadlines_due").on(table.dueAt).where(sql`${table.state} = 'open'`),
  ],
);

export const caseHours = pgTable(
  "case_hours",
  {
    id: id(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "cascade" }),
    lawyerId: uuid("lawyer_id")
      .notNull()
      .references(() => lawyers.id),
    workedOn: date("worked_on").notNull(),
    minutes: integer("minutes").notNull(),
    kind: text("kind").$type<HourKind>().notNull(),
    createdAt: createdAt(),
    /** Undo keeps the row and takes it out of every sum. */
    removedAt: instant("removed_at"),
  },
  (table) => [
    index("case_hours_case").on(table.caseId),
    index("case_hours_lawyer").on(table.lawyerId, table.workedOn),
    check("case_hours_minutes", sql`${table.minutes} between 1 and 1440`),
  ],
);

/** D4: the lawyer's notes, sealed under the request's key. */
export const caseNotes = pgTable(
  "case_notes",
  {
    id: id(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "cascade" }),
    body: sealed("body").notNull(),
    writtenBy: uuid("written_by")
      .notNull()
      .references(() => accounts.id),
    createdAt: createdAt(),
  },
  (table) => [index("case_notes_case").on(table.caseId)],
);
