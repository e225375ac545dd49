import { sql } from "drizzle-orm";
import { boolean, check, date, index, integer, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, instant } from "../columns";
import type { Gender, Language, LawyerKind, LawyerState, LicenceCheck } from "../vocabulary";
import { accounts } from "./accounts";
import { barChambers, courts, practiceAreas, regions } from "./reference";

/** A member of the network with competences (class P). */
export const lawyers = pgTable(
  "lawyers",
  {
    id: id(),
    accountId: uuid("account_id")
      .notNull()
      .unique()
      .references(() => accounts.id),
    kind: text("kind").$type<LawyerKind>().notNull(),
    state: text("state").$type<LawyerState>().notNull().default("applied"),
    chamberCode: text("chamber_code").references(() => barChambers.code),
    licenceNumber: text("licence_number"),
    /** Last day of the yearly card of the Bar. */
    permitValidTo: date("permit_valid_to"),
    gender: text("gender").$type<Gender>().notNull(),
    languages: text("languages").$type<Language>().array().notNull(),
    /** Open cases at once. */
    capacity: integer("capacity").notNull().default(2),
    /** Hours promised per 180 days; the fair share is proportional to them. */
    pledgedHours: integer("pledged_hours").notNull().default(40),
    remote: boolean("remote").notNull().default(false),
    supervisorId: uuid("supervisor_id"),
    onLeaveUntil: date("on_leave_until"),
    onDuty: boolean("on_duty").notNull().default(false),
    appliedAt: instant("applied_at").notNull().defaultNow(),
    verifiedAt: instant("verified_at"),
    lastOfferedAt: instant("last_offered_at"),
    /** Work before this instant is not counted: verification and a changed pledge restart the share at the median. */
    sharesFrom: instant("shares_from"),
    createdAt: createdAt(),
  },
  (table) => [
    check("lawyers_capacity", sql`${table.capacity} between 0 and 100`),
    check("lawyers_pledged_hours", sql`${table.pledgedHours} between 0 and 2000`),
    index("lawyers_state").on(table.state),
  ],
);

/** A verified lawyer has two of these, by two different people: a constraint trigger holds it. */
export const lawyerApprovals = pgTable(
  "lawyer_approvals",
  {
    id: id(),
    lawyerId: uuid("lawyer_id")
      .notNull()
      .references(() => lawyers.id, { onDelete: "cascade" }),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id),
    licenceCheck: text("licence_check").$type<LicenceCheck>().notNull(),
    checkedOn: date("checked_on").notNull(),
    approvedAt: instant("approved_at").notNull().defaultNow(),
  },
  (table) => [unique("lawyer_approvals_two_people").on(table.lawyerId, table.accountId)],
);

export const lawyerRegions = pgTable(
  "lawyer_regions",
  {
    lawyerId: uuid("lawyer_id")
      .notNull()
      .references(() => lawyers.id, { onDelete: "cascade" }),
    regionIso: text("region_iso")
      .notNull()
      .references(() => regions.iso),
  },
  (table) => [
    primaryKey({ columns: [table.lawyerId, table.regionIso] }),
    index("lawyer_regions_region").on(table.regionIso, table.lawyerId),
  ],
);

export const lawyerAreas = pgTable(
  "lawyer_areas",
  {
    lawyerId: uuid("lawyer_id")
      .notNull()
      .references(() => lawyers.id, { onDelete: "cascade" }),
    areaCode: text("area_code")
      .notNull()
      .references(() => practiceAreas.code),
  },
  (table) => [
    primaryKey({ columns: [table.lawyerId, table.areaCode] }),
    index("lawyer_areas_area").on(table.areaCode, table.lawyerId),
  ],
);

export const lawyerCourts = pgTable(
  "lawyer_courts",
  {
    lawyerId: uuid("lawyer_id")
      .notNull()
      .references(() => lawyers.id, { onDelete: "cascade" }),
    courtCode: text("court_code")
      .notNull()
      .references(() => courts.code),
  },
  (table) => [primaryKey({ columns: [table.lawyerId, table.courtCode] })],
);
