import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type Anchor, bindingAnchors, readAnchors } from "#app/audit/anchors.server";
import { verifyAudit } from "#app/audit/verify-audit.server";
import { contextFor } from "#app/context.server";
import { checkKeys, refuseWrongKey } from "#app/protection/check-keys.server";
import { type LedgerEntry, ledgerInDatabase, readLedger } from "#app/protection/erasure-ledger.server";
import { keyProvider } from "#app/protection/key-provider.server";
import { replayErasures } from "#app/protection/replay-erasures.server";
import { rewrapAll } from "#app/protection/rotate-keys.server";
import { close, connect, type Database } from "#db/client.server";
import { madeAtOf } from "./backup-names";
import { OperationError } from "./installation.server";
import { prepareDatabase } from "./prepare-database.server";
import { type Loaded, loadDatabase } from "./restore-database.server";
import { restoreFiles } from "./restore-files.server";
import { proveSeals } from "./restore-proof.server";

export interface RestoreInput {
  /** `main`, `keys` and `files` lie below it. */
  folder: string;
  /** Dumps other than the latest ones. */
  main?: string | undefined;
  keys?: string | undefined;
  identity: string;
  /** An empty database, as its owner. */
  ownerUrl: string;
  /** Where the kept files go; null checks them only. */
  store: string | null;
}

/** What was looked at, and what was found, in words. */
export interface Check {
  ok: boolean;
  words: string;
}

/**
 * Restores the latest backup into an empty database and proves it: counts, keys, audit log, one value of every sealed
 * column, files; what was erased since is erased again, and nothing is sent before somebody releases it. What could not
 * be verified is a check that is not ok. `tell` hears of each check as it is done.
 */
export async function restoreInstallation(
  input: RestoreInput,
  now: Date,
  tell: (check: Check) => void,
): Promise<{ ok: boolean }> {
  let ok = true;
  const check = (good: boolean, words: string) => {
    ok &&= good;
    tell({ ok: good, words });
  };
  const main = input.main ?? (await latest(join(input.folder, "main")));
  const keys = input.keys ?? (await latest(join(input.folder, "keys")));
  const owner = connect(input.ownerUrl, { max: 3, name: "perkrah restore", statementTimeout: 0 });
  try {
    const loaded = await loadDatabase(owner, input.ownerUrl, { main, keys }, input.identity, now);
    check(true, `rows: ${loaded.rows} in ${loaded.tables} tables of ${loaded.main.madeAt}, as many as were backed up`);
    await prepareDatabase(input.ownerUrl);
    await checkWrappedKeys(owner, loaded, check);
    await checkAudit(owner, loaded, check);
    await eraseAgain(owner, loaded, now, check);
    await checkSeals(owner, check);
    await checkFiles(owner, input, check);
    check(true, `outbox: on hold with ${loaded.waiting} unsent messages`);
    return { ok };
  } finally {
    await close(owner);
  }
}

type Tell = (good: boolean, words: string) => void;

async function checkWrappedKeys(owner: Database, { main, keys }: Loaded, check: Tell): Promise<void> {
  await refuseWrongKey(owner, keyProvider());
  const { broken, byMaster } = await checkKeys(owner, keyProvider());
  const total = Object.values(byMaster).reduce((sum, one) => sum + one, 0);
  check(broken.length === 0, `keys: ${total} of ${keys.madeAt}, ${broken.length} that do not open`);
  // An older key dump was wrapped by a key that has been retired since.
  if (broken.length === 0) await rewrapAll(owner, keyProvider());
  if (keys.madeAt < main.madeAt) check(false, "keys: older than the rows; what came in between has no key");
}

/** Against the end that the backup noted, and every anchor up to there. */
async function checkAudit(owner: Database, { main, papers }: Loaded, check: Tell): Promise<void> {
  const noted = [...readAnchors(), ...linesOf<Anchor>(papers, "anchors.jsonl")];
  const anchors = bindingAnchors(noted).filter(({ position }) => position <= main.audit.position);
  const end: Anchor = { at: main.madeAt, ...main.audit };
  const { rows, fault } = await verifyAudit(owner, [...anchors, end]);
  check(
    fault === null,
    fault
      ? `audit log: NOT WHOLE (${fault.kind} at link ${fault.position})`
      : `audit log: whole, ${rows} rows, ${anchors.length} anchors`,
  );
}

async function eraseAgain(owner: Database, { papers }: Loaded, now: Date, check: Tell): Promise<void> {
  const context = contextFor({ kind: "system" } as const, now, owner);
  const lines = [...readLedger(), ...linesOf<LedgerEntry>(papers, "erasures.jsonl")];
  const byPlace = new Map(lines.map((line) => [`${line.kind}|${line.id}|${line.seal}`, line]));
  const known = new Set((await ledgerInDatabase(context)).map((line) => `${line.kind}|${line.id}|${line.seal}`));
  const since = [...byPlace].filter(([place]) => !known.has(place)).map(([, line]) => line);
  const { replayed, forged } = await replayErasures(context, since);
  check(forged.length === 0, `erasures: ${replayed} since the backup, carried out again`);
  if (forged.length > 0) check(false, `erasures: ${forged.length} lines of the ledger are not what was written`);
  const lost = [...known].filter((place) => !byPlace.has(place)).length;
  if (lost > 0) check(false, `erasures: the ledger's file lacks ${lost} lines; it is not the whole one`);
}

async function checkSeals(owner: Database, check: Tell): Promise<void> {
  const { opened, empty, closed, keyless } = await proveSeals(owner, keyProvider());
  check(
    closed.length === 0,
    `sealed values: one opened in each of ${opened.length} columns, ${empty.length} are empty`,
  );
  if (closed.length > 0) check(false, `sealed values: nothing could be opened in ${closed.join(", ")}`);
  if (keyless > 0) check(false, `sealed values: ${keyless} rows have no key, and the ledger does not say why`);
}

async function checkFiles(owner: Database, { folder, identity, store }: RestoreInput, check: Tell): Promise<void> {
  const { whole, changed, missing } = await restoreFiles(owner, join(folder, "files"), identity, store);
  check(changed.length === 0 && missing.length === 0, `files: ${whole} whole, ${store ? "written" : "not written"}`);
  if (changed.length > 0) check(false, `files: ${changed.length} are damaged (${changed.slice(0, 3).join(", ")} …)`);
  if (missing.length > 0) check(false, `files: ${missing.length} are missing (${missing.slice(0, 3).join(", ")} …)`);
}

async function latest(folder: string): Promise<string> {
  const names = existsSync(folder) ? await readdir(folder) : [];
  const newest = names
    .filter((name) => madeAtOf(name))
    .sort()
    .at(-1);
  if (!newest) throw new OperationError(`There is no dump in ${folder}.`);
  return join(folder, newest);
}

function linesOf<T>(papers: Map<string, string>, name: string): T[] {
  return (papers.get(name) ?? "")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);
}
