import { createHash, randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import postgres from "postgres";
import { afterAll, inject } from "vitest";
import { refreshEnvironment } from "#app/env.server";
import { prepareDatabase } from "#app/operations/prepare-database.server";
import { close, connect, type Database, setDatabase } from "#db/client.server";
import { type EmbeddedServer, startEmbedded } from "#db/embedded.server";

/** Tests may lose rows when the machine stops; benches measure what people will have. */
const servers = {
  tests: { folder: resolve(".cache/test-postgres"), durable: false },
  bench: { folder: resolve(".cache/bench-postgres"), durable: true },
};

export interface TestTemplate {
  superuserUrl: string;
  databaseUrl: string;
  ownerUrl: string;
  template: string;
  /** What PostgreSQL itself writes. */
  logFile: string;
}

declare module "vitest" {
  interface ProvidedContext {
    testServer: TestTemplate;
  }
}

export interface TestDatabase {
  name: string;
  databaseUrl: string;
  ownerUrl: string;
  /** As the application: least privilege, row-level security holds. */
  app: Database;
  /** As the owner: to arrange and to look behind the walls. */
  owner: Database;
}

/** Starts (or joins) the test server and makes the template if the migrations or the reference data changed. */
export async function prepareTestServer(
  use: keyof typeof servers = "tests",
): Promise<EmbeddedServer & { template: TestTemplate }> {
  const server = await startEmbedded(servers[use]);
  const template = `template_${fingerprint()}`;
  const admin = administrator(server.superuserUrl());
  try {
    // Several runs may start at once on one machine: one of them builds, the others wait.
    await admin`select pg_advisory_lock(4711)`;
    const [known] = await admin`select 1 from pg_database where datname = ${template} and datistemplate`;
    if (!known) await buildTemplate(admin, server, template);
    await admin`select pg_advisory_unlock(4711)`;
  } finally {
    await admin.end({ timeout: 5 });
  }
  const logFile = join(servers[use].folder, "postgres.log");
  return {
    ...server,
    template: { superuserUrl: server.superuserUrl(), ...server.urlsFor("DATABASE"), template, logFile },
  };
}

/**
 * A fresh copy of the template with both connections; dropped after the file's last test. It is also what `database()`
 * answers from here on, so that loaders and actions work on it.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const made = await copyOf(inject("testServer"), (end) => afterAll(end));
  process.env.DATABASE_URL = made.databaseUrl;
  process.env.DATABASE_OWNER_URL = made.ownerUrl;
  refreshEnvironment();
  setDatabase(made.app);
  return made;
}

/** A fresh copy outside vitest (bench, e2e set-up); call `end` with what to do at the end. */
export async function copyOf(source: TestTemplate, end: (work: () => Promise<void>) => void): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  const admin = administrator(source.superuserUrl);
  await admin.unsafe(`create database ${name} template ${source.template} owner perkrah_owner strategy wal_log`);
  await admin.unsafe(`revoke all on database ${name} from public; grant connect on database ${name} to perkrah_app`);
  const databaseUrl = source.databaseUrl.replace("/DATABASE?", `/${name}?`);
  const ownerUrl = source.ownerUrl.replace("/DATABASE?", `/${name}?`);
  const made = { name, databaseUrl, ownerUrl, app: connect(databaseUrl), owner: connect(ownerUrl, { max: 4 }) };
  end(async () => {
    await Promise.all([close(made.app), close(made.owner)]);
    await admin.unsafe(`drop database if exists ${name} with (force)`);
    await admin.end({ timeout: 5 });
  });
  return made;
}

/** A superuser's connection, for what neither application nor owner may do. */
export function administrator(url: string): postgres.Sql {
  const parsed = new URL(url);
  const host = parsed.searchParams.get("host");
  parsed.searchParams.delete("host");
  return postgres(parsed.href, { ...(host && { path: `${host}/.s.PGSQL.5432` }), max: 1, onnotice: () => {} });
}

async function buildTemplate(admin: postgres.Sql, server: EmbeddedServer, template: string): Promise<void> {
  await dropLeftovers(admin);
  const name = `building_${randomBytes(4).toString("hex")}`;
  await admin.unsafe(`create database ${name} owner perkrah_owner template template0`);
  const inside = administrator(server.superuserUrl(name));
  await inside.unsafe("alter schema public owner to perkrah_owner; revoke create on schema public from public");
  await inside.end();
  await prepareDatabase(server.urlsFor(name).ownerUrl);
  await admin.unsafe(`alter database ${name} rename to ${template}`);
  await admin.unsafe(`alter database ${template} with is_template true`);
}

/** Templates of older migrations and half-built ones. */
async function dropLeftovers(admin: postgres.Sql): Promise<void> {
  const left = await admin<{ name: string }[]>`
    select datname as name from pg_database d where datname ~ '^(building_[0-9a-f]{8}|template_[0-9a-f]{16})$'
      and not exists (select 1 from pg_stat_activity a where a.datname = d.datname)`;
  for (const { name } of left) {
    await admin.unsafe(`alter database ${name} with is_template false`);
    await admin.unsafe(`drop database if exists ${name}`);
  }
}

function fingerprint(): string {
  const hash = createHash("sha256");
  for (const path of ["db/migrations", "db/seeds", "db/reference", "app/jobs"]) {
    if (!existsSync(path)) continue;
    for (const entry of readdirSync(path, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) hash.update(entry.name).update(readFileSync(join(entry.parentPath, entry.name)));
  }
  return hash.digest("hex").slice(0, 16);
}
