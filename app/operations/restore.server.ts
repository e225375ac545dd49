import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { env, refreshEnvironment } from "#app/env.server";
import { startEmbedded } from "#db/embedded.server";
import { readIdentity } from "./backup-archive.server";
import { asOperation, OperationError } from "./installation.server";
import { type Check, restoreInstallation } from "./restore-installation.server";

const help = `npm run restore -- --identity FILE [--into WHERE]

Restores the latest backup of BACKUP_DIR and proves it: every row counted, every key unwrapped, the audit log verified,
one value of every sealed column opened, every file compared; what was erased since is erased again, and no message is
sent. Ends with 0 only if all of that is so. Run it every month: a backup that nobody has restored is none.

  --identity FILE   the private key of the pair that npm run backup:key made
  --into WHERE      a new folder: an embedded database is made in it, and stays
                    postgres://…: an empty database, as its owner (perkrah_app must exist on its server)
                    left out: a drill on a database that is thrown away afterwards
  --from FOLDER     instead of BACKUP_DIR
  --main, --keys    other dumps than the latest; the latest key dump fits every older main dump
  --files FOLDER    where the kept files go (with a folder in --into: its files)

It needs the key-encryption key (KEY_ENCRYPTION_KEY or KEY_ENCRYPTION_KEY_FILE; retired ones beside that file open older
key dumps) and, in AUDIT_ANCHOR_DIR, the ledger of erasures and the anchors of the audit log.
To go on with what was restored: start on it, look, then npm run restore:release.
`;

const asked = askedFor();
const atEnd: (() => Promise<void>)[] = [];

if (asked.help || !asked.identity) process.stdout.write(help);
else
  await asOperation(restore, async () => {
    for (const stop of atEnd.reverse()) await stop();
  });
if (!asked.help && !asked.identity) process.exitCode = 1;

function askedFor() {
  const text = { type: "string" } as const;
  const options = { identity: text, into: text, from: text, main: text, keys: text, files: text };
  try {
    return parseArgs({ options: { ...options, help: { type: "boolean" } } }).values;
  } catch {
    return {};
  }
}

async function restore(): Promise<number> {
  const began = Date.now();
  takeInstalledKey();
  const identity = await readIdentity(asked.identity ?? "");
  const target = await targetOf(asked.into);
  const folder = resolve(asked.from ?? env().backupDir);
  const { main, keys } = asked;
  const { ok } = await restoreInstallation({ folder, main, keys, identity, ...target }, new Date(), report);
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  say(ok ? `Verified in ${seconds} s.` : `COULD NOT BE VERIFIED (${seconds} s): see the lines marked with FAILED.`);
  if (ok && asked.into) say("Nothing is sent before npm run restore:release on what was restored.");
  return ok ? 0 : 1;
}

/** The embedded server's own key where nothing else is set, and behind it those that rotations have laid aside. */
function takeInstalledKey(): void {
  const { embedded, keyEncryptionKey, keyEncryptionKeyFile, dataDir } = env();
  const own = join(dataDir, "key-encryption-key");
  const file = keyEncryptionKeyFile ?? (embedded && !keyEncryptionKey && existsSync(own) ? own : undefined);
  if (file) {
    const retired = readdirSync(dirname(file)).filter((name) => name.startsWith(`${basename(file)}.retired-`));
    const ring = [file, ...retired.map((name) => join(dirname(file), name))];
    delete process.env.KEY_ENCRYPTION_KEY_FILE;
    process.env.KEY_ENCRYPTION_KEY = ring.map((path) => readFileSync(path, "utf8").trim()).join(",");
  }
  if (!refreshEnvironment().keyEncryptionKey)
    throw new OperationError(
      "Set KEY_ENCRYPTION_KEY or KEY_ENCRYPTION_KEY_FILE: without it nothing sealed can be opened.",
    );
}

async function targetOf(into: string | undefined): Promise<{ ownerUrl: string; store: string | null }> {
  const files = asked.files ? resolve(asked.files) : null;
  if (into?.startsWith("postgres")) return { ownerUrl: into, store: files };
  if (into) {
    const folder = resolve(into);
    if (existsSync(folder) && readdirSync(folder).length > 0)
      throw new OperationError(`${folder} is not empty; nothing was changed.`);
    const server = await startEmbedded({ folder });
    atEnd.push(server.stop);
    // What was restored never gets the demo's people.
    writeFileSync(join(folder, "demo"), "loaded");
    return { ownerUrl: server.ownerUrl, store: files ?? join(folder, "files") };
  }
  mkdirSync(env().dataDir, { recursive: true, mode: 0o700 });
  const folder = mkdtempSync(join(env().dataDir, "drill-"));
  atEnd.push(async () => rmSync(folder, { recursive: true, force: true }));
  const server = await startEmbedded({ folder, durable: false });
  atEnd.push(async () => {
    await server.stop();
    if (!server.dataFolder.startsWith(folder)) rmSync(dirname(server.dataFolder), { recursive: true, force: true });
  });
  return { ownerUrl: server.ownerUrl, store: files };
}

function report({ ok, words }: Check): void {
  say(`${ok ? "ok      " : "FAILED  "}${words}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
