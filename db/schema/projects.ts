import { sql } from "drizzle-orm";
import { boolean, check, date, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, id } from "../columns";
import type { Indicator } from "../vocabulary";
import { organisations } from "./organisations";

export const projects = pgTable(
  "projects",
  {
    id: id(),
    slug: text("slug").notNull().unique(),
    titleSq: text("title_sq").notNull(),
    titleEn: text("title_en").notNull(),
    startsOn: date("starts_on"),
    endsOn: date("ends_on"),
    periodAsPrinted: text("period_as_printed"),
    demo: boolean("demo").notNull().default(false),
    createdAt: createdAt(),
  },
  (table) => [
    check(
      "projects_period",
      sql`${table.endsOn} is null or ${table.startsOn} is null or ${table.endsOn} >= ${table.startsOn}`,
    ),
  ],
);

export const projectOrganisations = pgTable(
  "project_organisations",
  {
    projectId: uuid("project_id")
      .notNull()
      .references(() => projects.id, { onDelete: "cascade" }),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    part: text("part").$type<"donor" | "partner">().notNull(),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.organisationId, table.part] })],
);

/** What was promised to the donor; the reached figure is counted, except where only a printed one exists. */
export const projectTargets = pgTable(
  "project_targets",
  {
    id: id(),
    projectId: uuid("project_id")
      .notNull()
      .references(() => projects.id, { onDelete: "cascade" }),
    indicator: text("indicator").$type<Indicator>().notNull(),
    labelSq: text("label_sq").notNull(),
    labelEn: text("label_en").notNull(),
    target: integer("target"),
    printedResult: integer("printed_result"),
    asPrinted: text("as_printed"),
    approximate: boolean("approximate").notNull().default(false),
    position: integer("position").notNull(),
  },
  (table) => [check("project_targets_not_negative", sql`${table.target} >= 0`)],
);
