import { randomBytes } from "node:crypto";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateIdentity, identityToRecipient } from "age-encryption";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { anchorAudit, anchorFile, readAnchors } from "#app/audit/anchors.server";
import { contextFor, inTransaction } from "#app/context.server";
import { refreshEnvironment } from "#app/env.server";
import { keepFile } from "#app/files/file-store.server";
import { submitRequest } from "#app/legal-aid/aid-requests/submit-request.server";
import { outboxForAdministrator } from "#app/notifications/queries.server";
import { queueMessage } from "#app/notifications/queue-message.server";
import { releaseOutbox } from "#app/notifications/release-outbox.server";
import { sendMessages } from "#app/notifications/send-messages.server";
import { createArchive, readArchive, readIdentity } from "#app/operations/backup-archive.server";
import { dumpSchema, leftOut, readHead } from "#app/operations/backup-database.server";
import { type BackupTarget, backupInstallation } from "#app/operations/backup-installation.server";
import { dumpName, madeAtOf } from "#app/operations/backup-names";
import { type Check, restoreInstallation } from "#app/operations/restore-installation.server";
import { eraseSubjects } from "#app/protection/erase-subjects.server";
import { ledgerFile } from "#app/protection/erasure-ledger.server";
import { keyProvider, parseRing } from "#app/protection/key-provider.server";
import { close, connect, type Database } from "#db/client.server";
import { knownMigrations, migrate } from "#db/migrate.server";
import { accountLinks } from "#db/schema/accounts";
import { aidRequests, requestIdentities } from "#db/schema/aid-requests";
import { auditEvents } from "#db/schema/audit";
import { outboxMessages } from "#db/schema/messages";
import { dataKeys } from "#db/schema/vault";
import { buildAccount, buildMember } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";
import { emptyDatabase } from "#tests/support/empty-database";
import { filing, marks } from "#tests/support/filings";
import { ownFileStore } from "#tests/support/kept-files";

const { app, owner } = await testDatabase();
const dataDir = ownFileStore();
const folder = mkdtempSync(join(tmpdir(), "perkrah-backups-"));
const server = inject("testServer");
const identity = await generateIdentity();
const recipients = [await identityToRecipient(identity)];
const target: BackupTarget = { folder, recipients, store: join(dataDir, "files") };
const now = new Date("2026-11-24T09:00:00Z");
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const system = (at = now, db: Database = app) => contextFor({ kind: "system" } as const, at, db);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function askForHelp(): Promise<string> {
  const made = await submitRequest(contextFor({ kind: "anyone" }, now, app), {
    source: "public_form",
    filing: filing(),
  });
  if (!made.ok) throw new Error("the request was refused");
  const [row] = await owner
    .select({ id: aidRequests.id })
    .from(aidRequests)
    .orderBy(sql`created_at desc, id desc`)
    .limit(1);
  return row?.id ?? "";
}

async function drill(input: Partial<Parameters<typeof restoreInstallation>[0]> = {}) {
  const { ownerUrl, databaseUrl } = await emptyDatabase(server, (end) => afterAll(end));
  const restored = connect(ownerUrl, { max: 2 });
  const application = connect(databaseUrl, { max: 2 });
  afterAll(() => Promise.all([close(restored), close(application)]));
  const checks: Check[] = [];
  const run = restoreInstallation({ folder, identity, ownerUrl, store: null, ...input }, later(2), (check) =>
    checks.push(check),
  );
  return { restored, application, checks, ownerUrl, run, words: () => checks.map(({ ok, words }) => `${ok} ${words}`) };
}

function useKey(key: string): void {
  process.env.KEY_ENCRYPTION_KEY = key;
  refreshEnvironment();
}

async function everything(file: string): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  for await (const { name, content } of readArchive(file, identity)) found.set(name, content);
  return found;
}

describe("an archive", () => {
  it("holds what was put in, and nobody else's key opens it", async () => {
    const file = join(folder, "a.age");
    const archive = await createArchive(file, recipients);
    const block = randomBytes(3 << 20);
    await archive.add("one", block);
    expect(existsSync(file)).toBe(false);
    await archive.add("two", Buffer.alloc(0));
    await archive.finish();
    expect([...(await everything(file))]).toEqual([
      ["one", block],
      ["two", Buffer.alloc(0)],
    ]);
    await expect(readArchive(file, await generateIdentity()).next()).rejects.toThrow(/another key/);
  });

  it("is refused where a byte is another one or missing", async () => {
    const changed = join(folder, "changed.age");
    cpSync(join(folder, "a.age"), changed);
    const bytes = readFileSync(changed);
    bytes.writeUInt8(bytes.readUInt8(2_000_000) ^ 1, 2_000_000);
    writeFileSync(changed, bytes);
    await expect(everything(changed)).rejects.toThrow(/damaged/);
    truncateSync(changed, 1_000_000);
    await expect(everything(changed)).rejects.toThrow(/damaged/);
    rmSync(changed);
    rmSync(join(folder, "a.age"));
  });

  it("leaves nothing behind where the disk is full", async () => {
    const file = join(folder, "full.age");
    symlinkSync("/dev/full", `${file}.part`);
    const archive = await createArchive(file, recipients);
    const filling = async () => {
      for (let part = 0; part < 30; part++) await archive.add(`${part}`, randomBytes(1 << 20));
      await archive.finish();
    };
    await expect(filling()).rejects.toThrow(/ENOSPC/);
    await archive.drop();
    expect(readdirSync(folder).filter((name) => name.startsWith("full"))).toEqual([]);
  });

  it("is named by its moment", () => {
    expect(madeAtOf(dumpName(now, "keys"))).toEqual(now);
    expect(madeAtOf("perkrah-2026.main.tar.gz.age")).toBeNull();
  });

  it("is opened with a file as age-keygen writes it", async () => {
    const file = join(folder, "identity");
    writeFileSync(file, `# created: today\n# public key: ${recipients}\n${identity}\n`);
    expect(await readIdentity(file)).toBe(identity);
    writeFileSync(file, "nothing\n");
    await expect(readIdentity(file)).rejects.toThrow(/no private key/);
    rmSync(file);
  });
});

describe("a backup", () => {
  let erased: string;
  let made: Awaited<ReturnType<typeof backupInstallation>>;

  beforeAll(async () => {
    const requests = await Promise.all(Array.from({ length: 3 }, askForHelp));
    erased = requests[0] ?? "";
    const account = await buildAccount(owner, {});
    await owner.insert(accountLinks).values({
      accountId: account.id,
      kind: "reset",
      tokenHash: randomBytes(32),
      expiresAt: later(48),
    });
    await owner.execute(sql`insert into rate_limits (key, points) values ('CANARY-RATE', 1)`);
    await owner.execute(sql`insert into rate_limit_secrets (day, secret) values ('2026-11-24', 'CANARY-SECRET')`);
    await inTransaction(system(), (tx) =>
      queueMessage(tx, {
        kind: "password_reset",
        recipientKind: "account",
        recipientId: account.id,
        deduplicationKey: "x",
      }),
    );
    await keepFile(Buffer.from("a kept file"));
    made = await backupInstallation(owner, target, later(1));
  });

  it("is two files and the kept ones, in each table as many rows as there are", async () => {
    expect(made.files).toEqual({ kept: 1, copied: 1 });
    const main = await everything(made.main);
    const manifest = JSON.parse(main.get("manifest.json")?.toString() ?? "");
    expect(manifest.tables).toContainEqual(expect.objectContaining({ name: "public.request_identities", rows: 3 }));
    const names = manifest.tables.map(({ name }: { name: string }) => name);
    expect(names.some((name: string) => name.startsWith("vault."))).toBe(false);
    const keys = JSON.parse((await everything(made.keys)).get("manifest.json")?.toString() ?? "");
    expect(keys.tables.map(({ name }: { name: string }) => name)).toEqual(["vault.data_keys", "vault.master_keys"]);
  });

  it("leaves out what a thief could use or what ends within the hour", async () => {
    const known = await owner.execute<{ name: string }>(sql`
      select 'public.' || tablename as name from pg_tables where schemaname = 'public'`);
    expect(leftOut.filter((name) => !known.some((row) => row.name === name))).toEqual([]);
    const names = [...(await everything(made.main)).keys()].map((name) => name.split("/")[0]);
    expect(names.filter((name) => leftOut.includes(name ?? ""))).toEqual([]);
  });

  it("shows a thief without the private key nothing at all, and with it nothing that somebody in need has told", async () => {
    const needles = [...marks, "CANARY"].flatMap((mark) =>
      (["utf8", "utf16le"] as const).flatMap((encoding) => {
        const bytes = Buffer.from(mark, encoding);
        return [bytes, Buffer.from(bytes.toString("hex")), Buffer.from(bytes.toString("base64").slice(0, -4))];
      }),
    );
    const seen = (bytes: Buffer) => needles.filter((needle) => needle.length > 5 && bytes.includes(needle));
    for (const file of [made.main, made.keys]) expect(seen(readFileSync(file))).toEqual([]);
    const plain = Buffer.concat([...(await everything(made.main)).values()]);
    expect(seen(plain).map(String)).toEqual([]);
    expect(plain.includes("Hoxha")).toBe(true);
    expect(plain.includes("request_identities")).toBe(true);
  });

  it("is noted in the audit log, whose end is anchored with it", async () => {
    expect(await owner.select().from(auditEvents).where(eq(auditEvents.action, "back-up"))).toHaveLength(1);
    const head = JSON.parse((await everything(made.main)).get("head.json")?.toString() ?? "");
    expect(readAnchors().at(-1)).toMatchObject(head.audit);
  });

  it("comes back whole: rows, keys, log, sealed values, files; nothing is sent", async () => {
    const { run, restored, application, checks, words } = await drill({ store: join(folder, "restored") });
    expect(await run, words().join("\n")).toEqual({ ok: true });
    expect(checks.map(({ words: text }) => text.split(":")[0])).toEqual([
      "rows",
      "keys",
      "audit log",
      "erasures",
      "sealed values",
      "files",
      "outbox",
    ]);
    for (const table of ["request_identities", "vault.data_keys", "audit_events", "accounts", "settings"]) {
      const count = sql`select count(*)::int as rows, ${table} as name from ${sql.raw(table)} where ${sql.raw(table === "settings" ? "key <> 'outbox_hold'" : "true")}`;
      const before =
        table === "audit_events" ? sql`select count(*)::int as rows, ${table} as name from audit_events` : count;
      expect(await restored.execute(count)).toEqual(await owner.execute(before));
    }
    expect(readdirSync(join(folder, "restored"), { recursive: true })).toHaveLength(2);
    const [link] = await restored.select().from(accountLinks);
    expect(link?.expiresAt).toEqual(later(2));
    expect(await sendMessages(system(later(3), application), async () => {})).toBe(0);
    const { actor } = await buildMember(restored, "administrator");
    const shown = () => outboxForAdministrator(contextFor(actor, later(3), application), null, 1);
    expect((await shown()).hold).toEqual({ since: later(2).toISOString(), backupAt: later(1).toISOString() });
    const released = await releaseOutbox(system(later(3), application), { cancel: true });
    expect(released).toEqual({ ok: true, messages: 1 });
    expect((await shown()).hold).toBeNull();
    expect((await restored.select().from(outboxMessages)).map(({ state }) => state)).toEqual(["cancelled"]);
    expect(await releaseOutbox(system(later(3), application), { cancel: false })).toMatchObject({ ok: false });
    // Sequences go on, row-level security and triggers hold.
    await askThere(application);
    await expect(restored.execute(sql`update audit_events set count = 1`)).rejects.toThrow();
    expect(await application.select().from(requestIdentities)).toEqual([]);
  });

  async function askThere(application: Database): Promise<void> {
    const asked = await submitRequest(contextFor({ kind: "anyone" }, later(3), application), {
      source: "public_form",
      filing: filing(),
    });
    expect(asked.ok).toBe(true);
  }

  it("does not bring back whom the ledger has erased since", async () => {
    const { actor } = await buildMember(owner, "dpo");
    await inTransaction(contextFor(actor, later(2), app), (tx) =>
      eraseSubjects(tx, [{ kind: "request", id: erased }], "asked"),
    );
    const { run, restored, words } = await drill();
    expect(await run, words().join("\n")).toEqual({ ok: true });
    expect(words()).toContain("true erasures: 1 since the backup, carried out again");
    const left = await restored.select({ id: requestIdentities.requestId }).from(requestIdentities);
    expect(left).toHaveLength(2);
    expect(left.some(({ id }) => id === erased)).toBe(false);
    expect(await restored.execute(sql`select 1 from vault.data_keys where subject_id = ${erased}`)).toEqual([]);
  });

  it("is not verified where the ledger has lines that nobody here wrote", async () => {
    const good = readFileSync(ledgerFile());
    appendFileSync(
      ledgerFile(),
      `${good
        .toString()
        .trim()
        .split("\n")
        .at(-1)
        ?.replace(/"id":"(.)/, (_, first) => `"id":"${first === "f" ? "0" : "f"}`)}\n`,
    );
    const { run, words } = await drill();
    expect(await run).toEqual({ ok: false });
    expect(words()).toContain("false erasures: 1 lines of the ledger are not what was written");
    writeFileSync(ledgerFile(), good);
  });

  it("is not verified where a kept file is gone or another one", async () => {
    const copies = join(folder, "files");
    const [name = ""] = readdirSync(copies, { recursive: true, encoding: "utf8" }).filter((path) =>
      path.endsWith(".age"),
    );
    const good = readFileSync(join(copies, name));
    const bad = Buffer.from(good);
    bad.writeUInt8(bad.readUInt8(bad.length - 1) ^ 1, bad.length - 1);
    writeFileSync(join(copies, name), bad);
    const { run, words } = await drill();
    expect(await run).toEqual({ ok: false });
    expect(words().some((line) => line.startsWith("false files: 1 are damaged"))).toBe(true);
    writeFileSync(join(copies, name), good);
  });

  it("opens with a key that was retired since, and is wrapped by the present one from then on", async () => {
    const right = process.env.KEY_ENCRYPTION_KEY ?? "";
    const { lookup } = parseRing(right);
    useKey(`${"cd".repeat(32)},${right},lookup=${lookup.toString("hex")}`);
    const { run, restored, words } = await drill();
    const present = keyProvider().id;
    await run.finally(() => useKey(right));
    expect(words()[1]).toMatch(/^true keys: \d+ of .*, 0 that do not open$/);
    expect(await restored.selectDistinct({ id: dataKeys.keyEncryptionKeyId }).from(dataKeys)).toEqual([
      { id: present },
    ]);
  });

  it("is refused with another key-encryption key, into a filled database, and of another version", async () => {
    const right = process.env.KEY_ENCRYPTION_KEY ?? "";
    useKey("ab".repeat(32));
    const wrong = await drill();
    await expect(wrong.run.finally(() => useKey(right))).rejects.toThrow(
      /does not fit this backup.*Nothing was changed/,
    );
    expect(await wrong.restored.execute(sql`select 1 from pg_namespace where nspname = 'vault'`)).toEqual([]);
    await expect(
      restoreInstallation(
        { folder, identity, ownerUrl: process.env.DATABASE_OWNER_URL ?? "", store: null },
        now,
        () => {},
      ),
    ).rejects.toThrow(/not empty/);
    const foreign = join(folder, "foreign.age");
    const archive = await createArchive(foreign, recipients);
    for (const [name, content] of await everything(made.main))
      await archive.add(
        name,
        name === "head.json" ? Buffer.from(content.toString().replace(/"migrations": \[\s+"./, "$&0")) : content,
      );
    await archive.finish();
    const other = await drill({ main: foreign });
    await expect(other.run).rejects.toThrow(/another version/);
    rmSync(foreign);
  });

  it("is refused as a whole where one row was changed or left out on the way", async () => {
    const original = await everything(made.main);
    const tampered = async (change: (content: string) => string) => {
      const file = join(folder, "tampered.age");
      const archive = await createArchive(file, recipients);
      for (const [name, content] of original)
        await archive.add(
          name,
          name.startsWith("public.aid_requests/") ? Buffer.from(change(content.toString())) : content,
        );
      await archive.finish();
      return drill({ main: file });
    };
    const fewer = await tampered((rows) => rows.slice(rows.indexOf("\n") + 1));
    await expect(fewer.run).rejects.toThrow(/not what was written/);
    const broken = await tampered((rows) => rows.replace(/\n$/, "\tone column too many\n"));
    await expect(broken.run).rejects.toThrow();
    expect(await broken.restored.execute(sql`select 1 from accounts`)).toEqual([]);
    const twice = await tampered((rows) => rows + rows);
    await expect(twice.run).rejects.toThrow(/PostgreSQL says .*nothing of them was kept/);
    rmSync(join(folder, "tampered.age"));
  });

  it("of an older version finds its columns, and is brought up to date", async () => {
    const older = await emptyDatabase(server, (end) => afterAll(end));
    await migrate(older.ownerUrl, knownMigrations().length - 2);
    const old = connect(older.ownerUrl, { max: 1 });
    const files = { main: join(folder, "old-main.age"), keys: join(folder, "old-keys.age") };
    await old.$client.begin(async (client) => {
      const head = await readHead(client, now);
      for (const [kind, schema] of [
        ["main", "public"],
        ["keys", "vault"],
      ] as const) {
        const archive = await createArchive(files[kind], recipients);
        await dumpSchema(client, schema, { ...head, kind }, archive);
        await archive.finish();
      }
    });
    await close(old);
    const { run, restored, words } = await drill(files);
    await run;
    expect(words()[0]).toMatch(/^true rows: /);
    const done = await restored.execute<{ hash: string }>(
      sql`select hash from drizzle.__drizzle_migrations order by id`,
    );
    expect(done.map(({ hash }) => hash)).toEqual(knownMigrations());
    for (const file of Object.values(files)) rmSync(file);
  });

  it("grows old: keys after 7 days, rows after 35, files 35 days after they were last there", async () => {
    const old = (days: number, kind: "main" | "keys") => {
      const name = dumpName(later(1 - days * 24), kind);
      writeFileSync(join(folder, kind, name), "old");
      return name;
    };
    const kept = [old(34, "main"), old(6, "keys")];
    const gone = [old(36, "main"), old(8, "keys"), `${old(9, "keys")}.part`];
    writeFileSync(join(folder, "keys", gone[2] ?? ""), "killed");
    writeFileSync(join(folder, "main", "somebody-else.txt"), "stays");
    const copy = join(folder, "files", "ab");
    cpSync(join(folder, "files"), join(folder, "files-before"), { recursive: true });
    cpSync(join(folder, "files-before"), copy, { recursive: true });
    const [stray = ""] = readdirSync(copy, { recursive: true, encoding: "utf8" }).filter((path) =>
      path.endsWith(".age"),
    );
    utimesSync(join(copy, stray), later(-36 * 24), later(-36 * 24));
    const next = await backupInstallation(owner, target, later(4));
    expect(next.files).toEqual({ kept: 1, copied: 0 });
    expect(next.pruned).toBe(5);
    const names = [...readdirSync(join(folder, "main")), ...readdirSync(join(folder, "keys"))];
    for (const name of [...kept, "somebody-else.txt"]) expect(names).toContain(name);
    for (const name of gone) expect(names).not.toContain(name);
    expect(existsSync(join(copy, stray))).toBe(false);
  });

  it("takes nothing away where the audit log was cut, and says so", async () => {
    const anchors = readFileSync(anchorFile());
    const last = readAnchors().at(-1);
    appendFileSync(anchorFile(), `${JSON.stringify({ ...last, position: (last?.position ?? 0) + 1_000 })}\n`);
    const old = dumpName(later(-40 * 24), "main");
    writeFileSync(join(folder, "main", old), "old");
    expect(await backupInstallation(owner, target, later(5))).toMatchObject({
      unanchored: "chain_cut",
      pruned: 0,
    });
    expect(existsSync(join(folder, "main", old))).toBe(true);
    rmSync(anchorFile());
    mkdirSync(anchorFile());
    const unwritten = await backupInstallation(owner, target, later(6));
    expect(unwritten).toMatchObject({ unanchored: "not_written", pruned: 0, rows: expect.any(Number) });
    expect(existsSync(unwritten.main)).toBe(true);
    rmSync(anchorFile(), { recursive: true });
    writeFileSync(anchorFile(), anchors);
    expect(await anchorAudit(system(later(6)))).toMatchObject({ ok: true });
  });
});
