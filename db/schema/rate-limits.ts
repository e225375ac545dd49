import { index, integer, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "../columns";

/** Counters of the rate limiter; keys are keyed hashes, never addresses. */
export const rateLimits = pgTable(
  "rate_limits",
  {
    key: text("key").primaryKey(),
    points: integer("points").notNull().default(0),
    expire: instant("expire"),
  },
  (table) => [index("rate_limits_expire").on(table.expire)],
);
