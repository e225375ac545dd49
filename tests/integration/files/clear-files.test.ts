import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { eq, sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { contextFor } from "#app/context.server";
import { clearFiles } from "#app/files/clear-files.server";
import { keepFile } from "#app/files/file-store.server";
import { keepSealedFile } from "#app/files/sealed-files.server";
import { storeCertificatePdfs } from "#app/training/certificates/store-certificate-pdfs.server";
import { auditEvents } from "#db/schema/audit";
import { retentionRuns } from "#db/schema/retention";
import { certificates } from "#db/schema/training";
import { certifiedEvent } from "#tests/bench/held-event";
import { testDatabase } from "#tests/support/database";
import { ownFileStore } from "#tests/support/kept-files";

const database = await testDatabase();
const { app, owner } = database;
const store = join(ownFileStore(), "files");
const day = 86_400_000;
const clear = (now = new Date()) => clearFiles(contextFor({ kind: "system" }, now, app));
const files = () =>
  readdirSync(store, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name).slice(store.length + 1))
    .sort();
const age = (name: string, days: number) => {
  const then = new Date(Date.now() - days * day);
  utimesSync(join(store, name), then, then);
};
const keptAt = (sha256: Buffer) => `${sha256.toString("hex").slice(0, 2)}/${sha256.toString("hex")}`;
const logged = async () =>
  (await owner.select().from(auditEvents).where(eq(auditEvents.action, "clear-files"))).map(({ count }) => count);

async function sealed(): Promise<string> {
  const bytes = async function* () {
    yield Buffer.from("a paper");
  };
  const { id } = await keepSealedFile("1f0e2d3c-4b5a-4678-9abc-def012345678", bytes());
  return `sealed/${id.slice(0, 2)}/${id}`;
}

let certificate: string;

beforeAll(async () => {
  const { event } = await certifiedEvent(database, 1);
  await storeCertificatePdfs(contextFor({ kind: "system" }, new Date(), app), { eventId: event.id });
  const [row] = await owner.select({ sha256: certificates.pdfSha256 }).from(certificates);
  certificate = keptAt(row?.sha256 ?? Buffer.alloc(0));
  expect(files()).toEqual([certificate]);
});
beforeEach(() => owner.execute(sql`delete from retention_runs`));

describe("the night's look through the file store", () => {
  it("leaves what a row names and what is young, sets the rest aside for a month, and says how many", async () => {
    const stray = keptAt((await keepFile(Buffer.from("a PDF whose row was never written"))).sha256);
    const paper = await sealed();
    const half = "incoming/1f0e2d3c-4b5a-4678-9abc-def012345678";
    mkdirSync(dirname(join(store, half)), { recursive: true });
    writeFileSync(join(store, half), "half");
    const all = [certificate, half, stray, paper].sort();
    expect(await clear()).toEqual({ setAside: 0, removed: 0 });
    expect(files()).toEqual(all);
    expect(await logged()).toEqual([]);
    for (const name of all) age(name, 2);
    expect(await clear()).toEqual({ setAside: 2, removed: 1 });
    const aside = [stray, paper].map((name) => `incoming/aside-${name.split("/").at(-1)}`).sort();
    expect(files()).toEqual([certificate, ...aside].sort());
    expect(await logged()).toEqual([3]);
    for (const name of aside) age(name, 30);
    expect(await clear()).toEqual({ setAside: 0, removed: 0 });
    for (const name of aside) age(name, 32);
    expect(await clear()).toEqual({ setAside: 0, removed: 2 });
    expect(files()).toEqual([certificate]);
    expect(await logged()).toEqual([3, 2]);
  });

  it("leaves an old file that is kept again, whose row is still to come", async () => {
    const content = Buffer.from("the same once more");
    const name = keptAt((await keepFile(content)).sha256);
    age(name, 2);
    await keepFile(content);
    expect(await clear()).toEqual({ setAside: 0, removed: 0 });
    expect(existsSync(join(store, name))).toBe(true);
  });

  it("touches nothing by a clock that has jumped ahead", async () => {
    const paper = await sealed();
    const night = new Date().toISOString().slice(0, 10);
    await owner.insert(retentionRuns).values({ night, code: "sign_ins", startedAt: new Date(), endedAt: new Date() });
    await expect(clear(new Date(Date.now() + 3_650 * day))).rejects.toThrow(/far ahead/);
    expect(existsSync(join(store, paper))).toBe(true);
  });

  it("knows every column that names a kept file", async () => {
    const columns = await owner.execute<{ name: string }>(sql`
      select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and (column_name like '%sha256' or column_name like '%file_id') order by 1`);
    expect(columns.map(({ name }) => name)).toEqual([
      "certificates.pdf_sha256",
      "documents.file_id",
      // Of a sealed file's bytes: the file is named by its id.
      "documents.sha256",
      // Of a list that was read and never kept.
      "imports.file_sha256",
      "removed_files.file_id",
      "sheet_scans.image_sha256",
    ]);
  });
});
