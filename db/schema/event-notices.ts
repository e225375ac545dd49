import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, id } from "../columns";
import { type EnrolmentState, enrolmentStates } from "../vocabulary";
import { accounts } from "./accounts";
import { events } from "./training";

/** What a manager or trainer wrote to people of an event, in both languages. */
export const eventNotices = pgTable(
  "event_notices",
  {
    id: id(),
    eventId: uuid("event_id")
      .notNull()
      .references(() => events.id, { onDelete: "cascade" }),
    subjectSq: text("subject_sq").notNull(),
    subjectEn: text("subject_en").notNull(),
    bodySq: text("body_sq").notNull(),
    bodyEn: text("body_en").notNull(),
    /** Whose enrolments it went to. */
    states: text("states", { enum: enrolmentStates }).array().$type<EnrolmentState[]>().notNull(),
    recipients: integer("recipients").notNull(),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => accounts.id),
    createdAt: createdAt(),
  },
  (table) => [
    index("event_notices_event").on(table.eventId),
    check("event_notices_states", sql`cardinality(${table.states}) > 0`),
  ],
);
