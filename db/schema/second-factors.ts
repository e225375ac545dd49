import { bigint, boolean, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { bytes, createdAt, digest, id, instant, sealed } from "../columns";
import { accounts } from "./accounts";

const accountId = () =>
  uuid("account_id")
    .notNull()
    .references(() => accounts.id, { onDelete: "cascade" });

/** A passkey's public half; the private one never leaves the person's device. */
export const passkeys = pgTable(
  "passkeys",
  {
    id: id(),
    accountId: accountId(),
    credentialId: text("credential_id").notNull().unique(),
    publicKey: bytes("public_key").notNull(),
    /** How often the device says it has signed; one that counts must never count back. */
    counter: bigint("counter", { mode: "number" }).notNull().default(0),
    transports: text("transports").array().notNull(),
    backedUp: boolean("backed_up").notNull(),
    /** What its owner calls it. */
    label: text("label").notNull(),
    createdAt: createdAt(),
    lastUsedAt: instant("last_used_at"),
  },
  (table) => [index("passkeys_account").on(table.accountId)],
);

/** Challenges that a device is asked to sign: used once, by whoever they were made for. */
export const passkeyChallenges = pgTable(
  "passkey_challenges",
  {
    challenge: text("challenge").primaryKey(),
    purpose: text("purpose").$type<"sign_in" | "confirm" | "register">().notNull(),
    /** Nobody yet at signing in: the passkey says who it is. */
    accountId: uuid("account_id").references(() => accounts.id, { onDelete: "cascade" }),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [index("passkey_challenges_expire").on(table.expiresAt)],
);

/** The shared secret of an app that shows six digits (TOTP), sealed under the account's data key. */
export const authenticatorApps = pgTable("authenticator_apps", {
  accountId: accountId().primaryKey(),
  secret: sealed("secret").notNull(),
  /** The first right code makes it count. */
  confirmedAt: instant("confirmed_at"),
  /** The 30-second step of the last code taken; it and all before it are refused. */
  lastStep: integer("last_step").notNull().default(0),
  createdAt: createdAt(),
});

/** Ten codes for the day the device is lost: a hash under the account's data key, each used once. */
export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    id: id(),
    accountId: accountId(),
    codeHash: digest("code_hash").notNull(),
    createdAt: createdAt(),
    usedAt: instant("used_at"),
  },
  (table) => [index("recovery_codes_account").on(table.accountId)],
);
