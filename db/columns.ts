import { sql } from "drizzle-orm";
import { customType, timestamp, uuid } from "drizzle-orm/pg-core";

/** Primary key; time-ordered so that lists and indexes stay in the order things happened. */
export const id = () => uuid("id").primaryKey().default(sql`uuidv7()`);
/** An instant with time zone. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });
export const createdAt = () => instant("created_at").notNull().defaultNow();

/** The bytes of a value sealed by `app/protection/sealing.server.ts`; the column itself knows no key. */
export const sealed = customType<{ data: Buffer; driverData: Buffer }>({
  dataType: () => "bytea",
  fromDriver: (value) => Buffer.from(value),
});

/** A file or part of one. */
export const bytes = customType<{ data: Buffer; driverData: Buffer }>({
  dataType: () => "bytea",
  fromDriver: (value) => Buffer.from(value),
});

/** A keyed or plain hash. */
export const digest = customType<{ data: Buffer; driverData: Buffer }>({
  dataType: () => "bytea",
  fromDriver: (value) => Buffer.from(value),
});

/** Text sorted by the Albanian alphabet (ë after e, ç after c, dh, gj, ll …). */
export const albanianText = customType<{ data: string }>({ dataType: () => 'text COLLATE "sq-x-icu"' });
