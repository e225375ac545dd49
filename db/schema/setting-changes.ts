import { index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { id, instant } from "../columns";
import { accounts } from "./accounts";
import { settings } from "./reference";

/** Who changed a setting, from what to what, and why. */
export const settingChanges = pgTable(
  "setting_changes",
  {
    id: id(),
    key: text("key")
      .notNull()
      .references(() => settings.key),
    valueBefore: jsonb("value_before").notNull(),
    valueAfter: jsonb("value_after").notNull(),
    /** The administrator's sentence; null for the way back to the default. */
    reason: text("reason"),
    changedBy: uuid("changed_by")
      .notNull()
      .references(() => accounts.id),
    changedAt: instant("changed_at").notNull(),
  },
  (table) => [index("setting_changes_key").on(table.key, table.changedAt)],
);
