import { sql } from "drizzle-orm";
import { pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { albanianText, createdAt, id } from "../columns";
import type { OrganisationKind } from "../vocabulary";
import { accounts } from "./accounts";
import { regions } from "./reference";

export const organisations = pgTable(
  "organisations",
  {
    id: id(),
    nameSq: albanianText("name_sq").notNull(),
    nameEn: text("name_en").notNull(),
    kind: text("kind").$type<OrganisationKind>().notNull(),
    regionIso: text("region_iso").references(() => regions.iso),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex("organisations_name_unique").on(sql`lower(${table.nameSq})`, table.kind)],
);

/** Contacts and referrers act for an organisation. */
export const organisationMembers = pgTable(
  "organisation_members",
  {
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id, { onDelete: "cascade" }),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
  },
  (table) => [primaryKey({ columns: [table.organisationId, table.accountId] })],
);
