import { sql } from "drizzle-orm";
import { check, index, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { digest, id, instant } from "../columns";
import type { ErasureCause, ErasureReason, ErasureRefusal, ErasureSubject, WishSource, WishState } from "../vocabulary";
import { accounts, people } from "./accounts";

/** Somebody asks that what is kept about them be erased; the data-protection officer decides. */
export const erasures = pgTable(
  "erasures",
  {
    id: id(),
    subjectKind: text("subject_kind").$type<ErasureSubject>().notNull(),
    subjectId: uuid("subject_id").notNull(),
    source: text("source").$type<WishSource>().notNull(),
    askedAt: instant("asked_at").notNull(),
    state: text("state").$type<WishState>().notNull().default("asked"),
    decidedAt: instant("decided_at"),
    decidedBy: uuid("decided_by").references(() => accounts.id),
    reason: text("reason").$type<ErasureReason | ErasureRefusal>(),
  },
  (table) => [
    uniqueIndex("erasures_one_open").on(table.subjectKind, table.subjectId).where(sql`${table.state} = 'asked'`),
    index("erasures_subject").on(table.subjectId),
    check("erasures_decided", sql`(${table.state} = 'asked') = (${table.decidedAt} is null)`),
  ],
);

/**
 * What has been erased: ids only. The same line stands in a file outside the database, so that a restored backup can be
 * made to forget again; `seal` is an HMAC that proves a line is ours.
 */
export const erasureLedger = pgTable(
  "erasure_ledger",
  {
    id: id(),
    subjectKind: text("subject_kind").$type<ErasureSubject>().notNull(),
    subjectId: uuid("subject_id").notNull(),
    cause: text("cause").$type<ErasureCause>().notNull(),
    erasedAt: instant("erased_at").notNull(),
    seal: digest("seal").notNull(),
  },
  (table) => [uniqueIndex("erasure_ledger_once").on(table.subjectKind, table.subjectId)],
);

/** What somebody wants corrected about themselves (class P), as they wrote it. */
export interface ProposedRecord {
  givenName: string;
  familyName: string;
  phone: string | null;
  institution: string | null;
  profession: string | null;
}

export const corrections = pgTable(
  "corrections",
  {
    id: id(),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    proposed: jsonb("proposed").$type<ProposedRecord>().notNull(),
    note: text("note"),
    askedAt: instant("asked_at").notNull(),
    state: text("state").$type<WishState>().notNull().default("asked"),
    decidedAt: instant("decided_at"),
    decidedBy: uuid("decided_by").references(() => accounts.id),
    /** The officer's sentence to the person, where it was refused. */
    answer: text("answer"),
  },
  (table) => [
    uniqueIndex("corrections_one_open").on(table.personId).where(sql`${table.state} = 'asked'`),
    check("corrections_decided", sql`(${table.state} = 'asked') = (${table.decidedAt} is null)`),
  ],
);
