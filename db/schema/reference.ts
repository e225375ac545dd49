import { boolean, date, doublePrecision, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { albanianText, instant } from "../columns";

/** Facts that are data: region keys ISO 3166-2, law rows with status and source. */
export const regions = pgTable("regions", {
  iso: text("iso").primaryKey(),
  code: text("code").notNull().unique(),
  sq: albanianText("sq").notNull(),
  sqDefinite: text("sq_definite").notNull(),
  sqFull: text("sq_full").notNull(),
  en: text("en").notNull(),
  longitude: doublePrecision("longitude").notNull(),
  latitude: doublePrecision("latitude").notNull(),
});

export const courts = pgTable("courts", {
  code: text("code").primaryKey(),
  sq: albanianText("sq").notNull(),
  en: text("en").notNull(),
  details: jsonb("details").$type<Record<string, unknown>>().notNull(),
});

export const municipalities = pgTable("municipalities", {
  code: text("code").primaryKey(),
  lau: text("lau").notNull(),
  regionIso: text("region_iso")
    .notNull()
    .references(() => regions.iso),
  sq: albanianText("sq").notNull(),
  en: text("en").notNull(),
  aliases: text("aliases").array().notNull(),
  courtCode: text("court_code").references(() => courts.code),
  courtConfidence: text("court_confidence"),
});

export const barChambers = pgTable("bar_chambers", {
  code: text("code").primaryKey(),
  sq: albanianText("sq").notNull(),
  en: text("en").notNull(),
  details: jsonb("details").$type<Record<string, unknown>>().notNull(),
});

export const practiceAreas = pgTable("practice_areas", {
  code: text("code").primaryKey(),
  sq: albanianText("sq").notNull(),
  en: text("en").notNull(),
  groupCode: text("group_code").notNull(),
  level: text("level").notNull(),
  sqStatus: text("sq_status"),
  position: integer("position").notNull(),
});

export const beneficiaryCategories = pgTable("beneficiary_categories", {
  code: text("code").primaryKey(),
  letter: text("letter"),
  sq: text("sq").notNull(),
  en: text("en").notNull(),
  meansTest: boolean("means_test").notNull(),
  basis: text("basis").notNull(),
  status: text("status").notNull(),
  sqStatus: text("sq_status"),
  note: text("note"),
  position: integer("position").notNull(),
});

export const serviceTypes = pgTable("service_types", {
  code: text("code").primaryKey(),
  kind: text("kind").notNull(),
  sq: text("sq").notNull(),
  en: text("en").notNull(),
  sqStatus: text("sq_status"),
  position: integer("position").notNull(),
});

export const referralSources = pgTable("referral_sources", {
  code: text("code").primaryKey(),
  sq: text("sq").notNull(),
  en: text("en").notNull(),
  sqStatus: text("sq_status"),
});

export const helplines = pgTable("helplines", {
  code: text("code").primaryKey(),
  number: text("number").notNull(),
  tel: text("tel").notNull(),
  sq: text("sq").notNull(),
  en: text("en").notNull(),
  status: text("status").notNull(),
  shown: boolean("shown").notNull(),
  lastCheckedOn: date("last_checked_on"),
  position: integer("position").notNull(),
});

export const lawVersions = pgTable("law_versions", {
  key: text("key").primaryKey(),
  sq: text("sq").notNull(),
  en: text("en").notNull(),
  validFrom: date("valid_from"),
  validTo: date("valid_to"),
  replacedBy: text("replaced_by"),
  status: text("status").notNull(),
  note: text("note"),
});

/** One row per part of a rule; `details` keeps the printed row whole, so nothing of the source is lost. */
export const deadlineRules = pgTable("deadline_rules", {
  code: text("code").primaryKey(),
  rowCode: text("row_code").notNull(),
  lawVersion: text("law_version")
    .notNull()
    .references(() => lawVersions.key),
  sq: text("sq").notNull(),
  en: text("en").notNull(),
  length: integer("length"),
  unit: text("unit"),
  direction: text("direction").notNull(),
  startsSq: text("starts_sq"),
  startsEn: text("starts_en"),
  rollsOver: boolean("rolls_over"),
  immediate: boolean("immediate").notNull(),
  active: boolean("active").notNull(),
  needsConfirmation: boolean("needs_confirmation").notNull(),
  status: text("status").notNull(),
  source: text("source"),
  details: jsonb("details").$type<Record<string, unknown>>().notNull(),
  /** Limits that begin on these days are counted with this row; null is open. */
  validFrom: date("valid_from"),
  validTo: date("valid_to"),
  replacedBy: text("replaced_by"),
  /** When somebody closed the row: deadlines counted with it before are looked at again. */
  closedAt: instant("closed_at"),
});

export const minimumWages = pgTable("minimum_wages", {
  code: text("code").primaryKey(),
  lek: integer("lek").notNull(),
  validFrom: text("valid_from").notNull(),
  fromPrecision: text("from_precision").notNull(),
  status: text("status").notNull(),
  source: text("source").notNull(),
  note: text("note"),
});

export const victimRights = pgTable("victim_rights", {
  code: text("code").primaryKey(),
  article: text("article").notNull(),
  kind: text("kind").notNull(),
  sq: text("sq").notNull(),
  en: text("en").notNull(),
  appliesTo: text("applies_to").array().notNull(),
  status: text("status").notNull(),
  sqStatus: text("sq_status"),
  position: integer("position").notNull(),
});

/** Public holidays in Albania; an administrator corrects them. */
export const holidays = pgTable("holidays", {
  day: date("day").primaryKey(),
  sq: text("sq").notNull(),
  en: text("en").notNull(),
});

export const settings = pgTable("settings", {
  key: text("key").primaryKey(),
  value: jsonb("value").notNull(),
});
