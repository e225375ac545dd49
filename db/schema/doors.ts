import { pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, instant } from "../columns";
import { accounts } from "./accounts";
import { events } from "./training";

/** A device that stands at the door of an event, under an id that it has made itself. */
export const doors = pgTable("doors", {
  id: uuid("id").primaryKey(),
  eventId: uuid("event_id")
    .notNull()
    .references(() => events.id, { onDelete: "cascade" }),
  accountId: uuid("account_id")
    .notNull()
    .references(() => accounts.id),
  label: text("label").notNull(),
  createdAt: createdAt(),
  syncedAt: instant("synced_at"),
});
