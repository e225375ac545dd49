import { eq, inArray, or, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import type { Context } from "#app/context.server";
import { rowsPerPage } from "#app/training/sheets/layout";
import { accounts, people } from "#db/schema/accounts";
import { personMerges } from "#db/schema/person-merges";
import type { ErasureCause, ErasureSubject } from "#db/vocabulary";
import { appendToLedger, keepInLedger, type LedgerEntry, ledgerEntry } from "./erasure-ledger.server";

export interface Subject {
  kind: ErasureSubject;
  id: string;
}

/**
 * Erases inside the caller's transaction, as the officer or the program: of a request its key, everything sealed and
 * the receipt, of a person name, contact and account. The lines are in the ledger's file before the commit: the file
 * may know of more than the database, never of less.
 */
export async function eraseSubjects(tx: Context, subjects: readonly Subject[], cause: ErasureCause): Promise<void> {
  const all = [...subjects, ...(await mergedRecords(tx, subjects))];
  const entries = all.map((subject) => ledgerEntry({ ...subject, cause, at: tx.now.toISOString() }));
  for (const entry of entries) await eraseOne(tx, entry, cause);
  await keepInLedger(tx, entries);
  await appendToLedger(entries);
}

/** Records that were made one with that of a person to erase: a backup of before the merge knows them by themselves. */
async function mergedRecords(tx: Context, subjects: readonly Subject[]): Promise<Subject[]> {
  const ids = subjects.filter(({ kind }) => kind === "person").map(({ id }) => id);
  if (ids.length === 0) return [];
  const held = await tx.db.select({ id: people.id }).from(people).where(inArray(people.mergedInto, ids));
  return held.map(({ id }) => ({ kind: "person" as const, id }));
}

/** Erases what one line of the ledger names; safe to repeat, and where nothing of it is left. */
export async function eraseOne(tx: Context, { kind, id, at }: LedgerEntry, reason: string): Promise<void> {
  const erase = async (what: "request" | "person" | "account", subjectId: string) => {
    const action = `erase-${what}`;
    const auditId = await recordAudit(tx, { action, subjectKind: what, subjectId, reason });
    const name = sql.identifier(`erase_${what}`);
    await tx.db.execute(sql`select access.${name}(${subjectId}::uuid, ${auditId}::uuid, ${at}::timestamptz)`);
  };
  await erase(kind, id);
  if (kind === "request") return;
  if (kind === "person") {
    await tx.db.delete(personMerges).where(or(eq(personMerges.keptId, id), eq(personMerges.mergedId, id)));
    await forgetSheetPictures(tx, id);
  }
  const [account] = await tx.db.select({ id: accounts.id }).from(accounts).where(eq(accounts.personId, id));
  if (account) await erase("account", account.id);
}

/** Nobody can be taken out of a picture: those of pages on which somebody stands or signed go, the marks stay. */
async function forgetSheetPictures(tx: Context, personId: string): Promise<void> {
  await tx.db.execute(sql`
    update sheet_scans s set image_sha256 = null from enrolments n
    where n.person_id = ${personId}::uuid and s.image_sha256 is not null and (
      exists (select 1 from attendance_sheet_rows r where r.sheet_id = s.sheet_id and r.enrolment_id = n.id
        and (r.position - 1) / ${rowsPerPage}::int + 1 = s.page)
      or exists (select 1 from presence_observations o where o.sheet_scan_id = s.id and o.enrolment_id = n.id))`);
}
