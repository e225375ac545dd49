import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { id, instant } from "../columns";
import { type BreakGlassReason, type BreakGlassState, breakGlassStates } from "../vocabulary";
import { accounts } from "./accounts";
import { aidRequests } from "./aid-requests";

/**
 * The data-protection officer's way into one request and its cases: asked with a reason, decided by somebody else, and
 * over after sixty minutes. A trigger keeps the steps; rows are never deleted.
 */
export const breakGlass = pgTable(
  "break_glass",
  {
    id: id(),
    requestId: uuid("request_id")
      .notNull()
      .references(() => aidRequests.id),
    reason: text("reason").$type<BreakGlassReason>().notNull(),
    state: text("state", { enum: breakGlassStates }).$type<BreakGlassState>().notNull().default("asked"),
    askedBy: uuid("asked_by")
      .notNull()
      .references(() => accounts.id),
    askedAt: instant("asked_at").notNull(),
    decidedBy: uuid("decided_by").references(() => accounts.id),
    decidedAt: instant("decided_at"),
    endsAt: instant("ends_at"),
    endedAt: instant("ended_at"),
  },
  (table) => [
    uniqueIndex("break_glass_one_running")
      .on(table.requestId, table.askedBy)
      .where(sql`${table.state} in ('asked', 'open')`),
    index("break_glass_request").on(table.requestId),
    check("break_glass_second_person", sql`${table.decidedBy} <> ${table.askedBy}`),
    check("break_glass_decided", sql`(${table.state} in ('open', 'refused')) <= (${table.decidedBy} is not null)`),
    check("break_glass_hour", sql`${table.endsAt} <= ${table.decidedAt} + interval '60 minutes'`),
    check("break_glass_ends", sql`(${table.state} = 'open') <= (${table.endsAt} is not null)`),
  ],
);
