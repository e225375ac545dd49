import { index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { id, instant } from "../columns";
import type { LawChange } from "../vocabulary";
import { accounts } from "./accounts";

/** What an administrator did to the law tables, and why; `subject` is the row's code or day. */
export const lawChanges = pgTable(
  "law_changes",
  {
    id: id(),
    kind: text("kind").$type<LawChange>().notNull(),
    subject: text("subject").notNull(),
    /** The administrator's sentence. */
    reason: text("reason").notNull(),
    changedBy: uuid("changed_by")
      .notNull()
      .references(() => accounts.id),
    changedAt: instant("changed_at").notNull(),
  },
  (table) => [index("law_changes_time").on(table.changedAt)],
);
