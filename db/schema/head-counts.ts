import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, uuid } from "drizzle-orm/pg-core";
import { id, instant } from "../columns";
import { accounts } from "./accounts";
import { sittings } from "./training";

/** How many people somebody counted in the room: a code photographed and sent on shows as a difference. */
export const headCounts = pgTable(
  "head_counts",
  {
    id: id(),
    sittingId: uuid("sitting_id")
      .notNull()
      .references(() => sittings.id, { onDelete: "cascade" }),
    counted: integer("counted").notNull(),
    countedAt: instant("counted_at").notNull(),
    countedBy: uuid("counted_by")
      .notNull()
      .references(() => accounts.id),
  },
  (table) => [
    index("head_counts_sitting").on(table.sittingId, table.id.desc()),
    check("head_counts_counted", sql`${table.counted} between 0 and 100000`),
  ],
);
