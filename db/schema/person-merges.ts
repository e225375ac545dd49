import { sql } from "drizzle-orm";
import { check, index, jsonb, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, instant } from "../columns";
import { accounts, people } from "./accounts";

/** Two records of one person made one, with what is needed to make them two again. */
export const personMerges = pgTable(
  "person_merges",
  {
    id: id(),
    keptId: uuid("kept_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    mergedId: uuid("merged_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    /** What each record held before, and which rows moved. */
    before: jsonb("before").$type<Record<string, unknown>>().notNull(),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => accounts.id),
    createdAt: createdAt(),
    undoneAt: instant("undone_at"),
    undoneBy: uuid("undone_by").references(() => accounts.id),
  },
  (table) => [
    index("person_merges_kept").on(table.keptId),
    index("person_merges_merged").on(table.mergedId),
    check("person_merges_two", sql`${table.keptId} <> ${table.mergedId}`),
  ],
);

/** Two records that look like one person and are two. */
export const distinctPeople = pgTable(
  "distinct_people",
  {
    oneId: uuid("one_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    otherId: uuid("other_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    decidedBy: uuid("decided_by")
      .notNull()
      .references(() => accounts.id),
    decidedAt: instant("decided_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.oneId, table.otherId] }),
    check("distinct_people_order", sql`${table.oneId} < ${table.otherId}`),
  ],
);
