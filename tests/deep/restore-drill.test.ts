import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asc, isNull, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { contextFor, inTransaction } from "#app/context.server";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { submitRequest } from "#app/legal-aid/aid-requests/submit-request.server";
import { sendMessages } from "#app/notifications/send-messages.server";
import { readArchive, readIdentity } from "#app/operations/backup-archive.server";
import { leftOut } from "#app/operations/backup-database.server";
import { eraseSubjects } from "#app/protection/erase-subjects.server";
import { storeCertificatePdfs } from "#app/training/certificates/store-certificate-pdfs.server";
import { close, connect, type Database } from "#db/client.server";
import { requestIdentities } from "#db/schema/aid-requests";
import { certificates } from "#db/schema/training";
import { loadDemo } from "#db/seeds/demo.server";
import { testDatabase } from "#tests/support/database";
import { emptyDatabase } from "#tests/support/empty-database";
import { filing, marks } from "#tests/support/filings";
import { ownFileStore } from "#tests/support/kept-files";

const { app, owner, databaseUrl, ownerUrl } = await testDatabase();
const dataDir = ownFileStore();
const backups = mkdtempSync(join(tmpdir(), "perkrah-backups-"));
const keyFile = join(backups, "offline.key");
const target = await emptyDatabase(inject("testServer"), (end) => afterAll(end));
const restored = connect(target.ownerUrl, { max: 2 });
const now = new Date();
const system = (db: Database) => contextFor({ kind: "system" } as const, new Date(), db);
let recipient: string;
let erased: string;
let before: Record<string, number>;

const environment = (more: Record<string, string> = {}) => ({
  ...process.env,
  DATABASE_URL: databaseUrl,
  DATABASE_OWNER_URL: ownerUrl,
  DATA_DIR: dataDir,
  BACKUP_DIR: backups,
  BACKUP_RECIPIENT: recipient ?? "",
  ...more,
});

/** As an operator types it: the script of package.json in a process of its own. */
function npmRun(script: string, flags: string[] = [], more: Record<string, string> = {}) {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
  const [, ...words] = (scripts[script] ?? "").split(" ");
  return new Promise<{ code: number; said: string }>((resolve) =>
    execFile(process.execPath, [...words, ...flags], { env: environment(more) }, (failure, out, err) =>
      resolve({ code: failure ? Number(failure.code) : 0, said: `${out}${err}` }),
    ),
  );
}

async function rowsOf(db: Database): Promise<Record<string, number>> {
  const tables = await db.execute<{ name: string }>(sql`
    select schemaname || '.' || tablename as name from pg_tables where schemaname in ('public', 'vault') order by 1`);
  const counted: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await db.execute<{ rows: number }>(sql`select count(*)::int as rows from ${sql.raw(name)}`);
    counted[name] = row?.rows ?? -1;
  }
  return counted;
}

beforeAll(async () => {
  await loadDemo(app, now);
  for (const each of [1, 2, 3])
    await submitRequest(contextFor({ kind: "anyone" }, new Date(now.getTime() + each), app), {
      source: "public_form",
      filing: filing(),
    });
  const [event] = await owner
    .selectDistinct({ eventId: certificates.eventId })
    .from(certificates)
    .where(isNull(certificates.pdfSha256))
    .limit(1);
  await storeCertificatePdfs(system(app), { eventId: event?.eventId ?? "" });
  const { said } = await npmRun("backup:key", [keyFile]);
  recipient = /BACKUP_RECIPIENT=(age1\w+)/.exec(said)?.[1] ?? "";
}, 240_000);

afterAll(async () => {
  await stopSendingBoss();
  await close(restored);
  rmSync(backups, { recursive: true, force: true });
});

const dumpIn = (part: "main" | "keys") => join(backups, part, readdirSync(join(backups, part)).sort().at(-1) ?? "");

describe("a backup of everything, and what becomes of it", () => {
  it("is made beside the running system", async () => {
    const made = await npmRun("backup");
    expect(made.said).toMatch(/Backed up in [\d.]+ s: \d{5} rows/);
    expect(made.said).toMatch(/[1-9]\d* kept/);
    expect(made.code).toBe(0);
    before = await rowsOf(owner);
  });

  it("shows whoever steals it nothing that somebody in need has told", async () => {
    const needles = marks.flatMap((mark) =>
      (["utf8", "utf16le"] as const).flatMap((encoding) => {
        const bytes = Buffer.from(mark, encoding);
        return [bytes, Buffer.from(bytes.toString("hex")), Buffer.from(bytes.toString("base64").slice(0, -4))];
      }),
    );
    const seen = (bytes: Buffer) => needles.filter((needle) => needle.length > 5 && bytes.includes(needle)).map(String);
    for (const name of readdirSync(backups, { recursive: true, encoding: "utf8" }))
      if (name.endsWith(".age")) expect(seen(readFileSync(join(backups, name))), name).toEqual([]);
    const identity = await readIdentity(keyFile);
    const parts: Buffer[] = [];
    for await (const { content } of readArchive(dumpIn("main"), identity)) parts.push(content);
    const plain = Buffer.concat(parts);
    expect(seen(plain)).toEqual([]);
    // Wrapped keys and the key-encryption key are elsewhere: nothing in it opens anything.
    const keys = await owner.execute<{ wrapped: Buffer }>(sql`select wrapped from vault.data_keys`);
    for (const { wrapped } of keys) expect(plain.includes(Buffer.from(wrapped).toString("hex"))).toBe(false);
    expect(plain.includes(process.env.KEY_ENCRYPTION_KEY ?? "?")).toBe(false);
  });

  it("is drilled in less than three minutes on a database that is gone afterwards", async () => {
    const homes = readdirSync(dataDir);
    const began = performance.now();
    const { said, code } = await npmRun("restore", ["--identity", keyFile]);
    expect(said).not.toContain("FAILED");
    expect(said.match(/^ok {6}[a-z ]+:/gm)).toHaveLength(7);
    expect(said).toMatch(/sealed values: one opened in each of 1[2-9] columns/);
    expect(said).toContain("Verified in");
    expect(code).toBe(0);
    expect(performance.now() - began).toBeLessThan(180_000);
    expect(readdirSync(dataDir)).toEqual(homes);
  });

  it("comes back row by row, without those whom the ledger has erased since", async () => {
    const [first] = await owner
      .select({ id: requestIdentities.requestId })
      .from(requestIdentities)
      .orderBy(asc(requestIdentities.requestId))
      .limit(1);
    erased = first?.id ?? "";
    await inTransaction(system(app), (tx) => eraseSubjects(tx, [{ kind: "request", id: erased }], "retention"));
    const files = join(dataDir, "restored");
    const { said, code } = await npmRun("restore", [
      "--identity",
      keyFile,
      "--into",
      target.ownerUrl,
      "--files",
      files,
    ]);
    expect(said).not.toContain("FAILED");
    expect(said).toContain("erasures: 1 since the backup");
    expect(code).toBe(0);
    expect(await restored.execute(sql`select 1 from vault.data_keys where subject_id = ${erased}`)).toEqual([]);
    expect(await restored.execute(sql`select 1 from request_identities where request_id = ${erased}`)).toEqual([]);
    const after = await rowsOf(restored);
    const touched = /request_|receipts|audit_|settings|vault\.data_keys|erasure_ledger|outbox|case_notes|conflict_/;
    for (const [name, rows] of Object.entries(before))
      if (leftOut.includes(name)) expect(after[name], name).toBe(0);
      else if (!touched.test(name)) expect(after[name], name).toBe(rows);
    expect(after["public.request_identities"]).toBe((before["public.request_identities"] ?? 0) - 1);
    const kept = readdirSync(join(dataDir, "files"), { recursive: true, encoding: "utf8" }).filter(
      (name) => name.length > 60,
    );
    for (const name of kept)
      expect(readFileSync(join(files, name)).equals(readFileSync(join(dataDir, "files", name)))).toBe(true);
  });

  it("sends nothing before it is released, and verifies from then on", async () => {
    const application = connect(target.databaseUrl, { max: 2 });
    // Its own anchors: here the first system goes on as well.
    const on = {
      DATABASE_URL: target.databaseUrl,
      DATABASE_OWNER_URL: target.ownerUrl,
      AUDIT_ANCHOR_DIR: join(dataDir, "restored-anchors"),
    };
    const sent: string[] = [];
    const transport = async ({ id }: { id: string }) => void sent.push(id);
    expect(await sendMessages(system(application), transport)).toBe(0);
    const asked = await npmRun("restore:release", [], on);
    expect(asked.said).toMatch(/unsent messages in it/);
    expect(asked.code).toBe(1);
    const released = await npmRun("restore:release", ["--cancel"], on);
    expect(released.said).toMatch(/messages are cancelled; mail goes out/);
    expect(released.code).toBe(0);
    expect(await sendMessages(system(application), transport)).toBe(0);
    expect(sent).toEqual([]);
    const verified = await npmRun("audit:verify", [], on);
    expect(verified.said).toMatch(/The audit log is whole/);
    expect(verified.code).toBe(0);
    await close(application);
  });
});

describe("could not verify is a failure", () => {
  const drill = async (flags: string[] = [], more: Record<string, string> = {}) => {
    const empty = await emptyDatabase(inject("testServer"), (end) => afterAll(end));
    return npmRun("restore", ["--identity", keyFile, "--into", empty.ownerUrl, ...flags], more);
  };

  it("without the private key or the key-encryption key", async () => {
    const other = join(backups, "other.key");
    await npmRun("backup:key", [other]);
    expect(await npmRun("restore", ["--identity", other])).toMatchObject({
      code: 1,
      said: expect.stringContaining("another key"),
    });
    const wrong = await drill([], { KEY_ENCRYPTION_KEY: "ee".repeat(32) });
    expect(wrong).toMatchObject({ code: 1, said: expect.stringContaining("does not fit this backup") });
  });

  it("with a row of the log that somebody has changed in the database", async () => {
    await owner.execute(sql`alter table audit_events disable trigger user`);
    await owner.execute(sql`update audit_events set actor_id = null where sequence = (
      select sequence from audit_events where actor_id is not null order by sequence offset 9 limit 1)`);
    await owner.execute(sql`alter table audit_events enable trigger user`);
    const folder = mkdtempSync(join(tmpdir(), "perkrah-changed-"));
    expect((await npmRun("backup", [], { BACKUP_DIR: folder })).code).toBe(0);
    const { said, code } = await drill([], { BACKUP_DIR: folder });
    expect(said).toMatch(/FAILED {2}audit log: NOT WHOLE \(changed/);
    expect(said).toContain("COULD NOT BE VERIFIED");
    expect(code).toBe(1);
    rmSync(folder, { recursive: true });
  });

  it("where a dump ends too early", async () => {
    const cut = join(backups, "cut.age");
    const whole = readFileSync(dumpIn("main"));
    writeFileSync(cut, whole.subarray(0, whole.length - 100));
    const { said, code } = await drill(["--main", cut]);
    expect(said).toContain("damaged or not whole");
    expect(code).toBe(1);
    expect(existsSync(cut)).toBe(true);
  });
});
