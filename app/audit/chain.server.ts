import { createHmac, createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { keyProvider } from "#app/protection/key-provider.server";
import type { Database, Transaction } from "#db/client.server";
import type { auditEvents } from "#db/schema/audit";

export type AuditRow = typeof auditEvents.$inferSelect;
type Db = Database | Transaction;

/** The key of the chain stands in the vault under this subject. */
export const chainSubject = "00000000-0000-4000-8000-0000000c4a14";
/** What the first link hangs on. */
export const chainStart = Buffer.alloc(32);

const written = new WeakMap<Db, AuditRow[]>();

/** Keeps in mind what a transaction has written, until `sealChain` links it at the end. */
export function rememberAuditRow(transaction: Db, row: AuditRow): void {
  const rows = written.get(transaction);
  if (rows) rows.push(row);
  else written.set(transaction, [row]);
}

/**
 * Links the audit rows of this transaction to the chain, as its last statement: from here to the commit nobody else
 * appends. The database refuses to commit a row without its link.
 */
export async function sealChain(transaction: Transaction): Promise<void> {
  const rows = written.get(transaction);
  if (!rows) return;
  written.delete(transaction);
  const [head] = await transaction.execute<{
    position: string;
    hash: Buffer;
    wrapped: Buffer | null;
    key_encryption_key_id: string | null;
  }>(sql`select position, hash, wrapped, key_encryption_key_id from vault.lock_chain()`);
  if (!head) throw new Error("the audit chain has no head");
  const key = head.wrapped
    ? openChainKey(head.wrapped, head.key_encryption_key_id)
    : createSecretKey(await firstKey(transaction));
  let last: Buffer = Buffer.from(head.hash);
  const hashes = rows.map((row) => {
    last = linkHash(key, last, canonicalRow(row));
    return last;
  });
  const ids = rows.map((row) => `'${row.id}'::uuid`).join();
  const links = hashes.map((hash) => `'\\x${hash.toString("hex")}'::bytea`).join();
  // Written out (our own ids and digests only): a statement with parameters goes to and fro twice while all wait.
  await transaction.execute(
    sql.raw(`select vault.append_chain(${Number(head.position)}, array[${ids}], array[${links}])`),
  );
}

/** The chain's key as it comes out of the vault, unwrapped. */
export function openChainKey(wrapped: Uint8Array, keyId: string | null): KeyObject {
  return createSecretKey(keyProvider().unwrap(Buffer.from(wrapped), chainSubject, keyId ?? undefined));
}

/** HMAC-SHA-256 over the link before and the row; a key object is five times as fast as its bytes. */
export function linkHash(key: KeyObject, before: Buffer, canonical: string): Buffer {
  return createHmac("sha256", key).update(before).update(canonical).digest();
}

/** A row as PostgreSQL's COPY writes it as text (`canonicalColumns`): tabs between, \N for nothing. */
export function canonicalRow(row: AuditRow): string {
  return [
    row.id,
    row.sequence,
    `${row.happenedAt.getTime()}000`,
    row.actorKind,
    row.actorId,
    row.action,
    row.subjectKind,
    row.subjectId,
    row.reason,
    row.count,
  ]
    .map(copyText)
    .join("\t");
}

/** The same columns for a COPY of `audit_events e`; the instant in microseconds since 1970. */
export const canonicalColumns =
  "e.id, e.sequence, (extract(epoch from e.happened_at) * 1000000)::bigint, e.actor_kind, e.actor_id, e.action, e.subject_kind, e.subject_id, e.reason, e.count";

const escapes: Record<string, string> = {
  "\\": "\\\\",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
};

function copyText(value: string | number | null): string {
  if (value === null) return "\\N";
  return String(value).replace(/[\\\b\f\n\r\t\v]/g, (found) => escapes[found] ?? found);
}

async function firstKey(transaction: Transaction): Promise<Buffer> {
  const key = randomBytes(32);
  const provider = keyProvider();
  const wrapped = provider.wrap(key, chainSubject);
  await transaction.execute(sql`select vault.put_key(${chainSubject}::uuid, 'audit', ${wrapped}, ${provider.id})`);
  return key;
}
