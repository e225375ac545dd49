import { createHash, type Hash } from "node:crypto";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import postgres from "postgres";
import { z } from "zod";
import { type OutboxHold, outboxHoldKey } from "#app/notifications/outbox-hold.server";
import { keyProvider } from "#app/protection/key-provider.server";
import type { Database } from "#db/client.server";
import { knownMigrations, migrate } from "#db/migrate.server";
import { readArchive } from "./backup-archive.server";
import {
  copyOf,
  FORMAT,
  type Head,
  leftOut,
  type Manifest,
  plainSession,
  type Table,
  tablesOf,
} from "./backup-database.server";
import { OperationError } from "./installation.server";
import { refuseOtherKey } from "./restore-keys.server";

const headShape = z.object({
  format: z.number(),
  kind: z.enum(["main", "keys"]),
  madeAt: z.iso.datetime(),
  migrations: z.array(z.string()),
  audit: z.object({ position: z.number(), hash: z.string() }),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
});
const manifestShape = z.object({
  tables: z.array(z.object({ name: z.string(), rows: z.number(), sha256: z.string() })),
  sequences: z.array(z.object({ name: z.string(), last: z.string() })),
});

export interface Loaded {
  main: Head;
  keys: Head;
  tables: number;
  rows: number;
  /** Messages that the backup held unsent. */
  waiting: number;
  /** Papers that travel with the keys, by name: the ledger of erasures, the anchors of the audit log. */
  papers: Map<string, string>;
}

/**
 * Fills an empty database from the two archives in one transaction: every row, every count, every reference, or nothing.
 * The database is first brought to the migrations that the backup was made with, so that each row finds its column.
 */
export async function loadDatabase(
  db: Database,
  ownerUrl: string,
  files: { main: string; keys: string },
  identity: string,
  now: Date,
): Promise<Loaded> {
  await refuseFilled(db);
  const [main, keys] = [await headOf(files.main, identity, "main"), await headOf(files.keys, identity, "keys")];
  await refuseOtherKey(files.keys, identity, keys, keyProvider());
  await migrateLike(ownerUrl, main, files.main);
  const papers = new Map<string, string>();
  const loaded = db.$client.begin(async (client) => {
    await client.unsafe(plainSession);
    const schema = [...(await tablesOf(client, "public")), ...(await tablesOf(client, "vault"))].map(
      ({ name }) => name,
    );
    const references = await takeOffReferences(client);
    for (const name of schema) await client.unsafe(`alter table ${name} disable trigger user`);
    await client.unsafe(`truncate ${schema.join(", ")}`);
    const tables = [
      ...(await loadArchive(client, main, files.main, identity, papers)),
      ...(await loadArchive(client, keys, files.keys, identity, papers)),
    ];
    refuseMissing(schema, tables);
    for (const statement of references) await client.unsafe(statement);
    for (const name of schema) await client.unsafe(`alter table ${name} enable trigger user`);
    for (const { name, rows } of tables) {
      const [counted] = await client<{ rows: string }[]>`select count(*) as rows from ${client.unsafe(name)}`;
      if (Number(counted?.rows) !== rows)
        throw new OperationError(`${name} should have ${rows} rows and has ${counted?.rows}.`);
    }
    const waiting = await hold(client, main, now);
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    return { main, keys, papers, tables: tables.length, rows, waiting };
  });
  return loaded.catch((failure) => {
    // Its message may hold values.
    if (failure instanceof postgres.PostgresError)
      throw new OperationError(`The rows do not fit (PostgreSQL says ${failure.code}); nothing of them was kept.`);
    throw failure;
  });
}

/**
 * Nothing leaves before somebody has looked, from the first moment on; one-time links from before lead nowhere, they may
 * have been used since. Answers with the number of unsent messages.
 */
async function hold(client: postgres.TransactionSql, { madeAt }: Head, now: Date): Promise<number> {
  const value = JSON.stringify({ since: now.toISOString(), backupAt: madeAt } satisfies OutboxHold);
  await client`
    insert into settings (key, value) values (${outboxHoldKey}, ${value}::text::jsonb)
    on conflict (key) do update set value = excluded.value`;
  const at = now.toISOString();
  await client`update account_links set expires_at = ${at} where used_at is null and expires_at > ${at}`;
  const [waiting] = await client<
    { rows: string }[]
  >`select count(*) as rows from outbox_messages where state = 'waiting'`;
  return Number(waiting?.rows);
}

async function refuseFilled(db: Database): Promise<void> {
  const [found] = await db.$client`
    select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname in ('public', 'vault', 'drizzle', 'pgboss') limit 1`;
  if (found) throw new OperationError("The database is not empty. Restore into an empty one; nothing was changed.");
}

async function headOf(file: string, identity: string, kind: Head["kind"]): Promise<Head> {
  for await (const { name, content } of readArchive(file, identity)) {
    const head = name === "head.json" ? headShape.safeParse(JSON.parse(content.toString())) : undefined;
    if (!head?.success || head.data.kind !== kind) break;
    if (head.data.format !== FORMAT)
      throw new OperationError(`${file} has format ${head.data.format}; this version reads ${FORMAT}.`);
    return head.data;
  }
  throw new OperationError(`${file} is no ${kind === "main" ? "main dump" : "key dump"} of this program.`);
}

async function migrateLike(ownerUrl: string, { migrations }: Head, file: string): Promise<void> {
  const known = knownMigrations();
  if (migrations.some((hash, position) => known[position] !== hash))
    throw new OperationError(
      `${file} was made by another version of the program (${migrations.length} migrations; this one knows ${known.length}). Restore with that version or a newer one.`,
    );
  await migrate(ownerUrl, migrations.length);
}

/** Drops every foreign key, and answers with the statements that put them back and so check every row. */
async function takeOffReferences(client: postgres.TransactionSql): Promise<string[]> {
  const references = await client<{ drop: string; add: string }[]>`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
      format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as add
    from pg_constraint where contype = 'f' and connamespace in ('public'::regnamespace, 'vault'::regnamespace)`;
  for (const { drop } of references) await client.unsafe(drop);
  return references.map(({ add }) => add);
}

async function loadArchive(
  client: postgres.TransactionSql,
  head: Head,
  file: string,
  identity: string,
  papers: Map<string, string>,
): Promise<Manifest["tables"]> {
  let manifest: Manifest | undefined;
  let loading: Loading | undefined;
  const sums = new Map<string, string>();
  const end = async () => {
    if (loading) sums.set(loading.table, await loading.end());
    loading = undefined;
  };
  try {
    for await (const { name, content } of readArchive(file, identity)) {
      const table = head.tables.find((one) => name.startsWith(`${one.name}/`));
      if (loading?.table !== table?.name) await end();
      if (table) {
        loading ??= await beginTable(client, table);
        await loading.write(content);
      } else if (name === "manifest.json") manifest = manifestShape.parse(JSON.parse(content.toString()));
      else papers.set(name, content.toString());
    }
    await end();
  } catch (failure) {
    loading?.drop();
    throw failure;
  }
  if (!manifest) throw new OperationError(`${file} ends without its list of tables.`);
  for (const { name, rows, sha256 } of manifest.tables)
    if (rows > 0 && sums.get(name) !== sha256) throw new OperationError(`${name} in ${file} is not what was written.`);
  for (const { name, last } of manifest.sequences) await client`select setval(${name}::regclass, ${last}::bigint)`;
  return manifest.tables;
}

interface Loading {
  table: string;
  write(content: Buffer): Promise<void>;
  /** Ends the copy half-way: the connection takes no other statement before, not even the rollback. */
  drop(): void;
  /** Waits until the server has taken the last row, and answers with the SHA-256 of all. */
  end(): Promise<string>;
}

async function beginTable(client: postgres.TransactionSql, table: Table): Promise<Loading> {
  const copy: Writable = await client.unsafe(`${copyOf(table)} from stdin`).writable();
  const hash: Hash = createHash("sha256");
  const done = finished(copy);
  done.catch(() => {});
  return {
    table: table.name,
    async write(content) {
      hash.update(content);
      await new Promise<void>((resolve, reject) =>
        copy.write(content, (failure) => (failure ? reject(failure) : resolve())),
      );
    },
    drop: () => void copy.destroy(new Error("the archive ended too early")),
    async end() {
      copy.end();
      await nextTurn();
      // Where the last rows are refused, postgres.js never ends the stream: the next statement hears of it.
      await Promise.race([done, client`select 1`]);
      await done;
      return hash.digest("hex");
    },
  };
}

function refuseMissing(schema: string[], tables: Manifest["tables"]): void {
  const brought = new Set([...tables.map(({ name }) => name), ...leftOut]);
  const missing = schema.filter((name) => !brought.has(name));
  if (missing.length > 0) throw new OperationError(`The backup lacks ${missing.join(", ")}.`);
}
