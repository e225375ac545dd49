import { sql } from "drizzle-orm";
import { bigint, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { id, instant } from "../columns";

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
