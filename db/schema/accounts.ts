import { sql } from "drizzle-orm";
import { type AnyPgColumn, index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { albanianText, createdAt, digest, id, instant } from "../columns";
import { type AccountLinkKind, type AccountState, type Locale, type Role, roles } from "../vocabulary";
import { organisations } from "./organisations";
import { municipalities } from "./reference";

/** Somebody the organisation knows by name: trainee, lawyer, member of staff; with or without an account. */
export const people = pgTable(
  "people",
  {
    id: id(),
    givenName: albanianText("given_name").notNull(),
    familyName: albanianText("family_name").notNull(),
    /** Folded, sorted name parts: finds the same person written without ë/ç or surname first. */
    foldedName: text("folded_name").notNull(),
    email: text("email"),
    phone: text("phone"),
    organisationId: uuid("organisation_id").references(() => organisations.id),
    institution: text("institution"),
    profession: text("profession"),
    municipalityCode: text("municipality_code").references(() => municipalities.code),
    demo: text("demo"),
    /** The record that holds what this one held, where both were one person. */
    mergedInto: uuid("merged_into").references((): AnyPgColumn => people.id, { onDelete: "set null" }),
    createdAt: createdAt(),
  },
  (table) => [
    index("people_phone").on(table.phone),
    index("people_merged_into").on(table.mergedInto),
    uniqueIndex("people_email_unique").on(sql`lower(${table.email})`),
    index("people_folded_name").using("gin", sql`${table.foldedName} gin_trgm_ops`),
    index("people_folded_name_exact").on(table.foldedName),
  ],
);

/** A one-time code on a printed slip with which somebody without mail takes their own record over. */
export const personClaims = pgTable(
  "person_claims",
  {
    id: id(),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    codeHash: digest("code_hash").notNull().unique(),
    createdAt: createdAt(),
    usedAt: instant("used_at"),
  },
  (table) => [uniqueIndex("person_claims_one_open").on(table.personId).where(sql`${table.usedAt} is null`)],
);

export const accounts = pgTable(
  "accounts",
  {
    id: id(),
    personId: uuid("person_id")
      .notNull()
      .unique()
      .references(() => people.id),
    email: text("email").notNull(),
    passwordHash: text("password_hash"),
    locale: text("locale").$type<Locale>().notNull().default("sq"),
    state: text("state").$type<AccountState>().notNull().default("invited"),
    createdAt: createdAt(),
    suspendedAt: instant("suspended_at"),
    closedAt: instant("closed_at"),
    /** Since when a second factor is set up; empty where none is. */
    secondFactorSince: instant("second_factor_since"),
  },
  (table) => [uniqueIndex("accounts_email_unique").on(sql`lower(${table.email})`)],
);

export const accountRoles = pgTable(
  "account_roles",
  {
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    role: text("role", { enum: roles }).$type<Role>().notNull(),
    grantedBy: uuid("granted_by").references(() => accounts.id),
    grantedAt: instant("granted_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.role] })],
);

/** A signed-in browser; `id` is the SHA-256 of the cookie's token. */
export const signIns = pgTable(
  "sign_ins",
  {
    id: text("id").primaryKey(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    expiresAt: instant("expires_at").notNull(),
    createdAt: createdAt(),
    /** Absolute end, whatever the idle time says. */
    endsAt: instant("ends_at").notNull(),
    secondFactorAt: instant("second_factor_at"),
    browser: text("browser"),
  },
  (table) => [index("sign_ins_account").on(table.accountId)],
);

/** One-time links: only the hash of the token is kept. */
export const accountLinks = pgTable(
  "account_links",
  {
    id: id(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    kind: text("kind").$type<AccountLinkKind>().notNull(),
    tokenHash: digest("token_hash").notNull().unique(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    /** Of a new mail address: where the link goes, and, once used, what it replaced. */
    newEmail: text("new_email"),
    previousEmail: text("previous_email"),
    createdAt: createdAt(),
  },
  (table) => [index("account_links_account").on(table.accountId)],
);

/**
 * Somebody asks for a link to an address that we may or may not know. The row is written either way, and gone within
 * seconds: the worker looks the address up, so that the answer costs the same.
 */
export const accountLinkRequests = pgTable("account_link_requests", {
  id: id(),
  email: text("email").notNull(),
  locale: text("locale").$type<Locale>().notNull(),
  createdAt: createdAt(),
});
