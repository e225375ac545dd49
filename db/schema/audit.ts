import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { digest, id, instant } from "../columns";

/** Who did or saw what: ids and codes only. The app's role can insert and read, nothing else. */
export const auditEvents = pgTable(
  "audit_events",
  {
    id: id(),
    sequence: bigint("sequence", { mode: "number" }).generatedAlwaysAsIdentity().notNull().unique(),
    happenedAt: instant("happened_at").notNull().default(sql`clock_timestamp()`),
    actorKind: text("actor_kind").notNull(),
    actorId: uuid("actor_id"),
    action: text("action").notNull(),
    subjectKind: text("subject_kind").notNull(),
    subjectId: uuid("subject_id"),
    /** A code from the vocabulary, never free text. */
    reason: text("reason"),
    /** How many rows a bulk action touched. */
    count: bigint("count", { mode: "number" }),
  },
  (table) => [
    index("audit_events_subject").on(table.subjectKind, table.subjectId),
    index("audit_events_actor").on(table.actorId),
    index("audit_events_time").on(table.happenedAt),
  ],
);

/** One link a row, in the order of commits: HMAC-SHA-256 over the link before and the row. No row commits without. */
export const auditChain = pgTable("audit_chain", {
  position: bigint("position", { mode: "number" }).primaryKey(),
  eventId: uuid("event_id").notNull().unique(),
  hash: digest("hash").notNull(),
});

/** The end of the chain, in one row: whoever appends holds its lock until the commit. */
export const auditHead = pgTable(
  "audit_head",
  {
    single: boolean("single").primaryKey().default(true),
    position: bigint("position", { mode: "number" }).notNull(),
    hash: digest("hash").notNull(),
  },
  (table) => [check("audit_head_single", sql`${table.single}`)],
);
