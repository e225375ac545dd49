import { createHash } from "node:crypto";
import type postgres from "postgres";
import type { Archive } from "./backup-archive.server";

/** Numbers the layout of the archives; a restoration knows the ones it can read. */
export const FORMAT = 1;
const PART = 1 << 20;

/** What a thief could still use or what ends within the hour: nobody misses it after a restoration. */
export const leftOut = [
  "public.account_link_requests",
  "public.passkey_challenges",
  "public.rate_limit_secrets",
  "public.rate_limits",
  "public.receipt_sign_ins",
  "public.request_drafts",
  "public.sign_ins",
];

/** Says the same values in the same letters on every server, and refuses rather than leaves rows out. */
export const plainSession = `
  set local row_security = off; set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0;
  set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local timezone = 'UTC';
  set local bytea_output = 'hex'; set local extra_float_digits = 1; set local client_encoding = 'UTF8'`;

export interface Table {
  /** With its schema, as SQL: `public.aid_requests`. */
  name: string;
  columns: string[];
}

export interface DumpedTable {
  name: string;
  rows: number;
  /** Of its lines, in their order. */
  sha256: string;
}

export interface Head {
  format: number;
  kind: "main" | "keys";
  madeAt: string;
  /** Every migration that the database has had: its SHA-256. */
  migrations: string[];
  /** Where the audit log ended. */
  audit: { position: number; hash: string };
  tables: Table[];
}

export interface Manifest {
  tables: DumpedTable[];
  sequences: { name: string; last: string }[];
}

/** What both archives of one backup begin with. Reads inside the caller's snapshot. */
export async function readHead(client: postgres.TransactionSql, madeAt: Date): Promise<Omit<Head, "kind" | "tables">> {
  const migrations = await client<
    { hash: string }[]
  >`select hash from drizzle.__drizzle_migrations order by created_at`;
  const [head] = await client<{ position: string; hash: Buffer }[]>`select position, hash from audit_head`;
  if (!head) throw new Error("the audit chain has no head");
  return {
    format: FORMAT,
    madeAt: madeAt.toISOString(),
    migrations: migrations.map(({ hash }) => hash),
    audit: { position: Number(head.position), hash: Buffer.from(head.hash).toString("hex") },
  };
}

/**
 * Writes every table of a schema into the archive, head first and counts last, inside the caller's snapshot; `papers`
 * are further files that travel along.
 */
export async function dumpSchema(
  client: postgres.TransactionSql,
  schema: string,
  head: Omit<Head, "tables">,
  archive: Archive,
  papers: Record<string, string> = {},
): Promise<Manifest> {
  const tables = (await tablesOf(client, schema)).filter(({ name }) => !leftOut.includes(name));
  await archive.add("head.json", json({ ...head, tables } satisfies Head));
  for (const [name, content] of Object.entries(papers)) await archive.add(name, Buffer.from(content));
  const dumped: DumpedTable[] = [];
  for (const table of tables) dumped.push({ name: table.name, ...(await dumpTable(client, table, archive)) });
  const manifest = { tables: dumped, sequences: await sequencesOf(client, schema) };
  await archive.add("manifest.json", json(manifest));
  return manifest;
}

/** Every table of a schema with the columns that a row brings along, in alphabetical order. */
export async function tablesOf(client: postgres.TransactionSql, schema: string): Promise<Table[]> {
  return client<Table[]>`
    select format('%I.%I', n.nspname, c.relname) as name, array_agg(quote_ident(a.attname) order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where n.nspname = ${schema} and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    group by n.nspname, c.relname order by 1`;
}

/** `copy TABLE (COLUMNS)`, to be followed by where to or from. */
export function copyOf({ name, columns }: Table): string {
  return `copy ${name} (${columns.join(", ")})`;
}

async function dumpTable(
  client: postgres.TransactionSql,
  table: Table,
  archive: Archive,
): Promise<{ rows: number; sha256: string }> {
  const hash = createHash("sha256");
  let rows = 0;
  let parts = 0;
  let waiting: Buffer[] = [];
  let size = 0;
  const write = async () => {
    const content = Buffer.concat(waiting);
    waiting = [];
    size = 0;
    hash.update(content);
    await archive.add(`${table.name}/${String(++parts).padStart(6, "0")}`, content);
  };
  // In COPY's text a line end inside of a value is written as \n: each 0x0a ends one row.
  for await (const line of (await client.unsafe(`${copyOf(table)} to stdout`).readable()) as AsyncIterable<Buffer>) {
    for (const byte of line) if (byte === 10) rows++;
    waiting.push(line);
    size += line.length;
    if (size >= PART) await write();
  }
  if (size > 0) await write();
  return { rows, sha256: hash.digest("hex") };
}

async function sequencesOf(client: postgres.TransactionSql, schema: string): Promise<Manifest["sequences"]> {
  return client<Manifest["sequences"]>`
    select format('%I.%I', schemaname, sequencename) as name, last_value::text as last from pg_sequences
    where schemaname = ${schema} and last_value is not null order by 1`;
}

function json(value: object): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}
