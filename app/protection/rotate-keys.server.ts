import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { desc, eq, ne, sql } from "drizzle-orm";
import type { Database, Transaction } from "#db/client.server";
import { dataKeys, masterKeys } from "#db/schema/vault";
import { noteMasterKey, retireMasterKey } from "./check-keys.server";
import { type KeyProvider, localKeyProvider, parseRing } from "./key-provider.server";

const BATCH = 500;
// Any number will do, as long as every rotation uses the same one.
const LOCK = 7_302_612;
/** Longer than anybody takes from reading a wrapped key to unwrapping it, in milliseconds. */
const GRACE = 1_000;

/** Two rotations at once would each retire the other's key. */
export class RotationUnderWayError extends Error {
  override name = "RotationUnderWayError";
}

export interface Rotation {
  rewrapped: number;
  /** The id of the key that wraps from now on. */
  present: string;
  retired: { id: string; file: string }[];
}

/**
 * Draws a new key-encryption key into the file and wraps every data key anew, while servers run: they read the file
 * again when it changes, and until the last key is rewrapped it holds old and new. A rotation that broke off goes on
 * where it stopped. The old key is laid beside the file: key dumps made with it still need it. `db` works as the owner.
 */
export async function rotateKeys(db: Database, file: string, now: Date, grace = GRACE): Promise<Rotation> {
  return alone(db, async () => {
    const ring = parseRing(readFileSync(file, "utf8"));
    const begun = ring.masters.length > 1;
    const fresh = begun ? await youngest(db, ring.masters) : randomBytes(32);
    const old = ring.masters.filter((master) => !master.equals(fresh));
    const accepting = localKeyProvider(ringText([fresh, ...old], ring.lookup));
    await noteMasterKey(db, accepting);
    // First everybody learns to open what the new key wraps, only then does anybody wrap with it.
    if (!begun) writeRing(file, ringText([...old, fresh], ring.lookup));
    writeRing(file, ringText([fresh, ...old], ring.lookup));
    let rewrapped = await rewrapAll(db, accepting);
    for (let late = 1; late > 0; rewrapped += late) {
      await pause(grace);
      late = await rewrapLate(db, accepting);
    }
    for (const master of old) layAside(file, master);
    writeRing(file, ringText([fresh], ring.lookup));
    // A process that stood still since before the first writing may wrap with the old key even now.
    await pause(grace);
    rewrapped += await rewrapLate(db, accepting);
    const retired = old.map((master) => ({ id: idOf(master), file: asideName(file, master) }));
    for (const { id } of retired) await retireMasterKey(db, id, now);
    return { rewrapped, present: accepting.id, retired };
  });
}

/** What was wrapped with an old key and not committed when its turn came: waits for those, lets nobody insert meanwhile. */
function rewrapLate(db: Database, provider: KeyProvider): Promise<number> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`lock table vault.data_keys in share row exclusive mode`);
    return rewrapAll(tx, provider);
  });
}

async function alone<T>(db: Database, work: () => Promise<T>): Promise<T> {
  const connection = await db.$client.reserve();
  try {
    const [lock] = await connection<{ held: boolean }[]>`select pg_try_advisory_lock(${LOCK}) as held`;
    if (!lock?.held) throw new RotationUnderWayError("A rotation of this database's key is under way. Wait for it.");
    return await work().finally(() => connection`select pg_advisory_unlock(${LOCK})`);
  } finally {
    connection.release();
  }
}

/** Wraps anew what other keys of the ring have wrapped, without writing any file: for a ring in the environment. */
export async function rewrapAll(db: Database | Transaction, provider: KeyProvider): Promise<number> {
  let done = 0;
  for (;;) {
    const rewrapped = await db.transaction(async (tx) => {
      const rows = await tx
        .select()
        .from(dataKeys)
        .where(ne(dataKeys.keyEncryptionKeyId, provider.id))
        .limit(BATCH)
        .for("update");
      for (const { subjectId, wrapped, keyEncryptionKeyId } of rows)
        await tx
          .update(dataKeys)
          .set({
            wrapped: provider.wrap(provider.unwrap(wrapped, subjectId, keyEncryptionKeyId), subjectId),
            keyEncryptionKeyId: provider.id,
          })
          .where(eq(dataKeys.subjectId, subjectId));
      return rows.length;
    });
    done += rewrapped;
    if (rewrapped < BATCH) return done;
  }
}

async function youngest(db: Database, masters: Buffer[]): Promise<Buffer> {
  const noted = await db.select({ id: masterKeys.id }).from(masterKeys).orderBy(desc(masterKeys.addedAt));
  const id = noted.find((row) => masters.some((master) => idOf(master) === row.id))?.id;
  const found = masters.find((master) => idOf(master) === id) ?? masters[0];
  if (!found) throw new Error("the ring holds no key");
  return found;
}

function idOf(master: Buffer): string {
  return localKeyProvider(master.toString("hex")).id;
}

function ringText(masters: Buffer[], lookup: Buffer): string {
  return `${[...masters.map((master) => master.toString("hex")), `lookup=${lookup.toString("hex")}`].join("\n")}\n`;
}

function asideName(file: string, master: Buffer): string {
  return `${file}.retired-${idOf(master)}`;
}

function layAside(file: string, master: Buffer): void {
  const aside = asideName(file, master);
  if (!existsSync(aside)) writeFileSync(aside, `${master.toString("hex")}\n`, { mode: 0o600, flush: true });
}

/** Written beside its place and moved: a reader finds the old ring or the new one, never half of either. */
function writeRing(file: string, text: string): void {
  const draft = `${file}.${process.pid}`;
  const handle = openSync(draft, "w", 0o600);
  writeSync(handle, text);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(draft, file);
}
