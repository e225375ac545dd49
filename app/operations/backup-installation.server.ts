import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import { anchorAudit, readAnchors } from "#app/audit/anchors.server";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, contextFor, inTransaction, type System } from "#app/context.server";
import { completeLedgerFile, readLedger } from "#app/protection/erasure-ledger.server";
import type { Database } from "#db/client.server";
import { retentionRules } from "#db/schema/retention";
import type { RetentionClass } from "#db/vocabulary";
import { type Archive, createArchive } from "./backup-archive.server";
import { dumpSchema, plainSession, readHead } from "./backup-database.server";
import { backupFiles, pruneFiles } from "./backup-files.server";
import { dumpName, madeAtOf } from "./backup-names";
import { logFailure } from "./logger.server";

export interface BackupTarget {
  /** `main`, `keys` and `files` lie below it. */
  folder: string;
  /** Public keys; whoever holds one of the private ones can open. */
  recipients: readonly string[];
  /** Where the kept files lie. */
  store: string;
}

export interface Backup {
  main: string;
  keys: string;
  tables: number;
  rows: number;
  files: { kept: number; copied: number };
  pruned: number;
  /**
   * The audit log is shorter than its last anchor, or its end could not be written down: then old backups stay, they
   * may be the only whole ones.
   */
  unanchored: "chain_cut" | "not_written" | null;
}

/**
 * Writes the main dump and the key dump of one moment, copies new files, notes the end of the audit log, and then takes
 * away what has reached its age (retention rules `backups` and `backup_keys`). `owner` works as the owner.
 */
export async function backupInstallation(owner: Database, target: BackupTarget, now: Date): Promise<Backup> {
  const context = contextFor({ kind: "system" } as const, now, owner);
  await inTransaction(context, (tx) => recordAudit(tx, { action: "back-up", subjectKind: "installation" }));
  const { unanchored, papers } = await noteOutside(context);
  const main = join(await made(target.folder, "main"), dumpName(now, "main"));
  const keys = join(await made(target.folder, "keys"), dumpName(now, "keys"));
  const copies = await made(target.folder, "files");
  const copyFiles = () => backupFiles(target.store, copies, target.recipients, now);
  // Before and after: a file that goes or comes meanwhile may be named by a row of the dump.
  const early = await copyFiles();
  const counted = await dump(owner, { main, keys }, target.recipients, papers, now);
  const { kept, copied } = await copyFiles();
  const pruned = unanchored ? 0 : await prune(owner, target.folder, now);
  return { main, keys, ...counted, files: { kept, copied: early.copied + copied }, pruned, unanchored };
}

type Papers = Record<string, string>;

/**
 * Writes down the end of the audit log and the ledger of erasures outside of the database, and answers with both, to
 * travel with the keys; a backup is made even where their disk is gone.
 */
async function noteOutside(context: Context<System>): Promise<{ unanchored: Backup["unanchored"]; papers: Papers }> {
  try {
    await completeLedgerFile(context);
    const anchored = await anchorAudit(context);
    const papers = { "erasures.jsonl": inLines(readLedger()), "anchors.jsonl": inLines(readAnchors()) };
    return { unanchored: anchored.ok ? null : anchored.reason, papers };
  } catch (failure) {
    logFailure(failure, { job: "anchor" });
    return { unanchored: "not_written", papers: {} };
  }
}

function inLines(rows: object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}

async function dump(
  owner: Database,
  files: { main: string; keys: string },
  recipients: readonly string[],
  papers: Papers,
  now: Date,
): Promise<{ tables: number; rows: number }> {
  const archives: Archive[] = [];
  try {
    for (const file of [files.main, files.keys]) archives.push(await createArchive(file, recipients));
    const [main, keys] = archives as [Archive, Archive];
    // One snapshot for both: every sealed row has its key.
    const dumped = await owner.$client.begin("isolation level repeatable read read only", async (client) => {
      await client.unsafe(plainSession);
      const head = await readHead(client, now);
      const first = await dumpSchema(client, "public", { ...head, kind: "main" }, main);
      const second = await dumpSchema(client, "vault", { ...head, kind: "keys" }, keys, papers);
      return [...first.tables, ...second.tables];
    });
    await keys.finish();
    await main.finish();
    return { tables: dumped.length, rows: dumped.reduce((sum, { rows }) => sum + rows, 0) };
  } catch (failure) {
    for (const archive of archives) await archive.drop();
    throw failure;
  }
}

async function prune(owner: Database, folder: string, now: Date): Promise<number> {
  const mainBefore = await periodBefore(owner, "backups", now);
  const keysBefore = await periodBefore(owner, "backup_keys", now);
  return (
    (await pruneDumps(join(folder, "main"), mainBefore)) +
    (await pruneDumps(join(folder, "keys"), keysBefore)) +
    (mainBefore ? await pruneFiles(join(folder, "files"), mainBefore) : 0)
  );
}

/** Where the period of a retention rule that ends now began; nothing where the rule keeps for good. */
async function periodBefore(owner: Database, code: RetentionClass, now: Date): Promise<Date | null> {
  const [rule] = await owner
    .select({
      before: sql<string | null>`${now.toISOString()}::timestamptz
        - (${retentionRules.amount} || ' ' || ${retentionRules.unit})::interval`,
    })
    .from(retentionRules)
    .where(eq(retentionRules.code, code));
  return rule?.before ? new Date(rule.before) : null;
}

async function pruneDumps(folder: string, before: Date | null): Promise<number> {
  const old = (await readdir(folder)).filter((name) => {
    // A backup that was killed has left its file unfinished.
    const madeAt = madeAtOf(name.replace(/\.part$/, ""));
    return before && madeAt && madeAt < before;
  });
  for (const name of old) await rm(join(folder, name));
  return old.length;
}

async function made(folder: string, part: string): Promise<string> {
  const path = join(folder, part);
  await mkdir(path, { recursive: true, mode: 0o700 });
  return path;
}
