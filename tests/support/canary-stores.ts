import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { unzipSync } from "fflate";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { TestApp } from "./app";
import type { Store } from "./canary-journey";
import { administrator, type TestTemplate } from "./database";

/** A mail as it came, without soft breaks, and its base64 parts read. */
export function decoded(raw: string): string {
  const parts = raw.split(/\r?\n\r?\n/).filter((part) => /^[\w+/=\r\n]{40,}$/.test(part.trim()));
  const read = parts.map((part) => Buffer.from(part, "base64").toString("utf8"));
  return [raw, raw.replace(/=\r?\n/g, ""), ...read].join("\n");
}

/** What is inside of documents and archives: the text of a PDF, the files of a ZIP (XLSX is one). */
export async function unpacked(body: Buffer): Promise<Buffer[]> {
  if (body.subarray(0, 5).toString("latin1") === "%PDF-") return [Buffer.from(await pdfText(body))];
  if (body.subarray(0, 4).toString("latin1") !== "PK\u0003\u0004") return [];
  const files = Object.entries(unzipSync(body)).map(([name, bytes]) => [Buffer.from(name), Buffer.from(bytes)]);
  return (await Promise.all(files.map(async (each) => [...each, ...(await unpacked(each[1] as Buffer))]))).flat();
}

async function pdfText(bytes: Buffer): Promise<string> {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const said = [JSON.stringify((await document.getMetadata()).info)];
  for (let page = 1; page <= document.numPages; page++) {
    const { items } = await (await document.getPage(page)).getTextContent();
    said.push(items.map((item) => ("str" in item ? item.str : "")).join(""));
  }
  return said.join("\n");
}

/** Every table of every schema, as text, one store each. */
export async function databaseStores({ owner }: TestApp): Promise<Store[]> {
  const tables = await owner.execute<{ name: string }>(sql`
    select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
    where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE' order by 1`);
  const stores: Store[] = [];
  for (const { name } of tables) {
    const rows = await owner.execute<{ line: string }>(sql.raw(`select t::text as line from ${name} t`));
    stores.push({ who: "database", where: name, bytes: Buffer.from(rows.map(({ line }) => line).join("\n")) });
  }
  return stores;
}

export function diskStores(folder: string): Store[] {
  return filesBelow(folder).map((path) => ({
    who: "disk",
    where: path.slice(folder.length + 1),
    bytes: readFileSync(path),
  }));
}

/** PostgreSQL's own log, the files of the database as they lie on the disk, and what was written ahead meanwhile. */
export async function serverStores(source: TestTemplate, app: TestApp, since: number): Promise<Store[]> {
  const admin = administrator(source.superuserUrl);
  await admin`checkpoint`;
  const [row] = await admin<{ folder: string; oid: string }[]>`
    select current_setting('data_directory') as folder, oid::text from pg_database where datname = ${app.name}`;
  await admin.end({ timeout: 5 });
  const pages = filesBelow(join(row?.folder ?? "", "base", row?.oid ?? ""));
  const ahead = filesBelow(join(row?.folder ?? "", "pg_wal")).filter((path) => statSync(path).mtimeMs >= since);
  return [
    { who: "postgres", where: "its own log", bytes: readFileSync(source.logFile) },
    { who: "postgres", where: "data files", bytes: Buffer.concat(pages.map((path) => readFileSync(path))) },
    ...ahead.map((path) => ({ who: "postgres", where: "write-ahead log", bytes: readFileSync(path) })),
  ];
}

export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => join(folder, path))
    .filter((path) => statSync(path).isFile());
}

export async function until(holds: () => boolean | Promise<boolean>, patience: number): Promise<void> {
  for (const end = Date.now() + patience; Date.now() < end; ) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
