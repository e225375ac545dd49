import { date, index, integer, pgTable, text } from "drizzle-orm/pg-core";
import { bytes, instant } from "../columns";

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

/** The secret of one day under which keys are hashed, the same in every process; deleted when the day is over. */
export const rateLimitSecrets = pgTable("rate_limit_secrets", {
  day: date("day").primaryKey(),
  secret: bytes("secret").notNull(),
});
