import { asc, eq, gt, isNull } from "drizzle-orm";
import type { Database } from "#db/client.server";
import { dataKeys, masterKeys } from "#db/schema/vault";
import type { KeyProvider } from "./key-provider.server";

const BATCH = 1_000;
/** The row that proves the secret of the look-up hashes; every other row is a key-encryption key. */
const LOOKUP = "lookup";

/** The key-encryption key is not the one that this database was sealed with. */
export class WrongKeyError extends Error {
  override name = "WrongKeyError";
}

/**
 * Lets a server start only with the key that its database knows, and notes the first one. `db` works as the owner.
 * Throws `WrongKeyError` with a sentence for the operator.
 */
export async function refuseWrongKey(db: Database, provider: KeyProvider): Promise<void> {
  const rows = await db.select().from(masterKeys).where(isNull(masterKeys.retiredAt));
  const noted = rows.filter(({ id }) => id !== LOOKUP);
  const ring = provider.known();
  const disproved = noted.some(({ id, proof }) => ring.some((key) => key.id === id && !key.proof.equals(proof)));
  const fits = noted.length === 0 || noted.some(({ id }) => ring.some((key) => key.id === id));
  const used = await db.selectDistinct({ id: dataKeys.keyEncryptionKeyId }).from(dataKeys);
  const missing = used.filter(({ id }) => !ring.some((key) => key.id === id)).map(({ id }) => id);
  if (disproved || !fits || missing.length > 0)
    throw new WrongKeyError(
      `The key-encryption key (${provider.id}) does not fit this database, which was sealed with ${
        missing.join(", ") || noted.map(({ id }) => id).join(", ")
      }. Nothing was changed. Set KEY_ENCRYPTION_KEY or KEY_ENCRYPTION_KEY_FILE to the right one.`,
    );
  const lookup = rows.find(({ id }) => id === LOOKUP);
  if (lookup && !lookup.proof.equals(provider.derive("proof")))
    throw new WrongKeyError(
      "The key-encryption key fits, but the secret of the look-up hashes is another one, and nobody would be found by name or phone any more. Nothing was changed. Put the line lookup=… back beside the key.",
    );
  await noteMasterKey(db, provider);
}

/** Notes the present key and the look-up secret with their proofs; known ones stay as they are. */
export async function noteMasterKey(db: Database, provider: KeyProvider): Promise<void> {
  const present = provider.known().filter(({ id }) => id === provider.id);
  const lookup = { id: LOOKUP, proof: provider.derive("proof") };
  await db
    .insert(masterKeys)
    .values([...present, lookup])
    .onConflictDoNothing();
}

export interface KeyCheck {
  /** Wrapped keys by the key-encryption key that wraps them. */
  byMaster: Record<string, number>;
  /** Subjects whose key does not come out. */
  broken: { subjectId: string; subjectKind: string }[];
}

/** Unwraps every data key once and keeps none. `db` works as the owner. */
export async function checkKeys(db: Database, provider: KeyProvider): Promise<KeyCheck> {
  const found: KeyCheck = { byMaster: {}, broken: [] };
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const rows = await db
      .select()
      .from(dataKeys)
      .where(gt(dataKeys.subjectId, after))
      .orderBy(asc(dataKeys.subjectId))
      .limit(BATCH);
    for (const { subjectId, subjectKind, wrapped, keyEncryptionKeyId: id } of rows) {
      found.byMaster[id] = (found.byMaster[id] ?? 0) + 1;
      if (!opens(provider, wrapped, subjectId, id)) found.broken.push({ subjectId, subjectKind });
    }
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return found;
    after = last.subjectId;
  }
}

/** Marks a key-encryption key as no longer in use. */
export async function retireMasterKey(db: Database, id: string, at: Date): Promise<void> {
  await db.update(masterKeys).set({ retiredAt: at }).where(eq(masterKeys.id, id));
}

function opens(provider: KeyProvider, wrapped: Buffer, subjectId: string, keyId: string): boolean {
  try {
    return provider.unwrap(wrapped, subjectId, keyId).length === 32;
  } catch {
    return false;
  }
}
