import { eq, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import type { Context } from "#app/context.server";
import { accounts } from "#db/schema/accounts";
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
  const entries = subjects.map((subject) => ledgerEntry({ ...subject, cause, at: tx.now.toISOString() }));
  for (const entry of entries) await eraseOne(tx, entry, cause);
  await keepInLedger(tx, entries);
  await appendToLedger(entries);
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
  const [account] = await tx.db.select({ id: accounts.id }).from(accounts).where(eq(accounts.personId, id));
  if (account) await erase("account", account.id);
}
