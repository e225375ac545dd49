import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, notFound } from "#app/context.server";
import { keyProvider } from "#app/protection/key-provider.server";
import { mayOpen, mayOpenAccountSecret, type SealedSubject } from "#app/protection/policy";
import type { OpeningReason, RequestState, SealedClass } from "#db/vocabulary";

/** Makes the data key of a new subject and stores it wrapped; answers with the open key for the first writing. */
export async function createDataKey(
  context: Context,
  subjectKind: "request" | "account",
  subjectId: string,
): Promise<Buffer> {
  const key = randomBytes(32);
  const provider = keyProvider();
  const wrapped = provider.wrap(key, subjectId);
  await context.db.execute(sql`select vault.put_key(${subjectId}::uuid, ${subjectKind}, ${wrapped}, ${provider.id})`);
  return key;
}

/**
 * Opens a request's data key for the named classes. Asks the policy, writes the audit row and only then gets the key,
 * all in the caller's transaction: no row, no key. Throws the 404 where the policy says no, and where the database does,
 * which asks its own tables for state, case, offer and break-glass.
 */
export async function openDataKey(
  context: Context,
  input: {
    requestId: string;
    state: RequestState;
    classes: SealedClass[];
    reason: OpeningReason;
    standing?: SealedSubject["standing"];
  },
): Promise<Buffer> {
  if (input.classes.some((sealedClass) => !mayOpen(context.actor, sealedClass, input))) throw notFound();
  const auditId = await recordAudit(context, {
    action: `open-${input.classes.join("+")}`,
    subjectKind: "request",
    subjectId: input.requestId,
    reason: input.reason,
  });
  const rows = await context.db.execute<{ wrapped: Buffer; key_encryption_key_id: string }>(
    sql`select wrapped, key_encryption_key_id from vault.open_key(${input.requestId}::uuid, ${auditId}::uuid)`,
  );
  const [row] = rows;
  if (!row) throw notFound();
  return keyProvider().unwrap(Buffer.from(row.wrapped), input.requestId, row.key_encryption_key_id);
}

/**
 * Opens (at the first time: makes) the key of an account's own secrets, for the account itself; beside its audit row,
 * like every other key. The caller has locked the account's row.
 */
export async function openAccountKey(context: Context, accountId: string): Promise<Buffer> {
  if (!mayOpenAccountSecret(context.actor, accountId)) throw notFound();
  const auditId = await recordAudit(context, {
    action: "open-account-secret",
    subjectKind: "account",
    subjectId: accountId,
  });
  const [row] = await context.db.execute<{ wrapped: Buffer; key_encryption_key_id: string }>(
    sql`select wrapped, key_encryption_key_id from vault.open_key(${accountId}::uuid, ${auditId}::uuid)`,
  );
  if (!row) return createDataKey(context, "account", accountId);
  return keyProvider().unwrap(Buffer.from(row.wrapped), accountId, row.key_encryption_key_id);
}
