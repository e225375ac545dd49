import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, smallint, text, uuid } from "drizzle-orm/pg-core";
import { digest, id, instant, sealed } from "../columns";
import {
  type DocumentKind,
  type DocumentOrigin,
  type DocumentState,
  documentKinds,
  documentOrigins,
  documentStates,
  type FileType,
} from "../vocabulary";
import { accounts } from "./accounts";
import { aidRequests } from "./aid-requests";
import { cases } from "./cases";

/** D4: a paper of a request or of its case. The bytes lie sealed in the file store, under a key of their own. */
export const documents = pgTable(
  "documents",
  {
    id: id(),
    requestId: uuid("request_id")
      .notNull()
      .references(() => aidRequests.id, { onDelete: "cascade" }),
    /** The case in which a lawyer added it. */
    caseId: uuid("case_id").references(() => cases.id, { onDelete: "cascade" }),
    kind: text("kind", { enum: documentKinds }).$type<DocumentKind>().notNull(),
    origin: text("origin", { enum: documentOrigins }).$type<DocumentOrigin>().notNull(),
    /** Null for the person herself. */
    addedBy: uuid("added_by").references(() => accounts.id),
    addedAt: instant("added_at").notNull(),
    /** The file's name as it was given. */
    name: sealed("name").notNull(),
    /** Found in the content, never taken from the name. */
    type: text("type").$type<FileType>().notNull(),
    /** Of the plain content. */
    bytes: integer("bytes").notNull(),
    /** Where the sealed bytes lie in the file store. */
    fileId: uuid("file_id").notNull().unique(),
    /** The file's own key, sealed under the request's. */
    fileKey: sealed("file_key").notNull(),
    /** SHA-256 of the sealed bytes. */
    sha256: digest("sha256").notNull(),
    state: text("state", { enum: documentStates }).$type<DocumentState>().notNull(),
    scans: smallint("scans").notNull().default(0),
    scannedAt: instant("scanned_at"),
    nextScanAt: instant("next_scan_at"),
    /** What the scanner calls it. */
    finding: text("finding"),
    /** Taken back: nobody opens it any more; an hour later it is destroyed. */
    withdrawnAt: instant("withdrawn_at"),
  },
  (table) => [
    index("documents_request").on(table.requestId, table.addedAt),
    index("documents_case").on(table.caseId),
    index("documents_to_scan").on(table.nextScanAt).where(sql`${table.state} in ('quarantined', 'unscanned')`),
    check("documents_bytes", sql`${table.bytes} > 0`),
    check("documents_lawyers", sql`(${table.origin} = 'lawyer') = (${table.caseId} is not null)`),
    check("documents_who", sql`(${table.origin} = 'person') = (${table.addedBy} is null)`),
    check("documents_finding", sql`(${table.state} = 'infected') = (${table.finding} is not null)`),
  ],
);

/** Files whose row is gone, whoever deleted it; a trigger writes here, a job takes the bytes off the disk. */
export const removedFiles = pgTable("removed_files", {
  fileId: uuid("file_id").primaryKey(),
  removedAt: instant("removed_at").notNull().defaultNow(),
});
