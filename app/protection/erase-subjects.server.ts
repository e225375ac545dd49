import { eq, inArray, or, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import type { Context } from "#app/context.server";
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
  if (kind === "person")
    await tx.db.delete(personMerges).where(or(eq(personMerges.keptId, id), eq(personMerges.mergedId, id)));
  const [account] = await tx.db.select({ id: accounts.id }).from(accounts).where(eq(accounts.personId, id));
  if (account) await erase("account", account.id);
}
