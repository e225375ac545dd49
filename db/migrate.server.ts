import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { migrate as runMigrations } from "drizzle-orm/postgres-js/migrator";
import { close, connect } from "./client.server";

const folder = fileURLToPath(new URL("./migrations", import.meta.url));
// Any number will do, as long as every process that migrates uses the same one.
const lock = 7_302_611;

/** The database is not prepared as the README asks; the message says what to run. */
export class MigrationError extends Error {
  override name = "MigrationError";
}

/** The SHA-256 of every migration of this version, in their order. */
export function knownMigrations(): string[] {
  return readMigrationFiles({ migrationsFolder: folder }).map(({ hash }) => hash);
}

/**
 * Brings the database that the owner's address names up to date; a second process waits for the first. `count` stops
 * after the first so many migrations: an older backup is filled into the tables that it was made from.
 */
export async function migrate(ownerUrl: string, count = Number.POSITIVE_INFINITY): Promise<void> {
  if (!existsSync(`${folder}/meta/_journal.json`)) return;
  const db = connect(ownerUrl, { max: 1, name: "perkrah migrations", statementTimeout: 0 });
  try {
    const [role] = await db.execute(sql`select 1 from pg_roles where rolname = 'perkrah_app'`);
    if (!role)
      throw new MigrationError(
        "The role perkrah_app is missing. As a superuser run: CREATE ROLE perkrah_app LOGIN PASSWORD '…' NOSUPERUSER NOBYPASSRLS;",
      );
    await db.execute(sql`select pg_advisory_lock(${lock})`);
    await inFolder(count, (migrationsFolder) => runMigrations(db, { migrationsFolder })).catch((failure: Error) => {
      const told = (failure.cause ?? failure) as Error & { code?: string };
      throw new MigrationError(
        `The database could not be brought up to date (PostgreSQL says ${told.code ?? "nothing"}: ${told.message}). Nothing was changed.`,
      );
    });
  } finally {
    await close(db);
  }
}

/** drizzle runs what a folder's journal lists: a shorter journal makes it stop earlier. */
async function inFolder(count: number, work: (folder: string) => Promise<void>): Promise<void> {
  const journal = JSON.parse(readFileSync(join(folder, "meta/_journal.json"), "utf8")) as { entries: object[] };
  if (count >= journal.entries.length) return work(folder);
  const shorter = mkdtempSync(join(tmpdir(), "perkrah-migrations-"));
  try {
    cpSync(folder, shorter, { recursive: true, filter: (path) => !path.endsWith("_snapshot.json") });
    const entries = journal.entries.slice(0, count);
    writeFileSync(join(shorter, "meta/_journal.json"), JSON.stringify({ ...journal, entries }));
    await work(shorter);
  } finally {
    rmSync(shorter, { recursive: true, force: true });
  }
}

/** Refuses an application role that row-level security would not hold. */
export async function checkApplicationRole(databaseUrl: string): Promise<void> {
  const db = connect(databaseUrl, { max: 1, name: "perkrah check" });
  try {
    const [role] = await db.execute<{ free: boolean; owns: boolean }>(sql`
      select rolsuper or rolbypassrls as free,
        exists (select 1 from pg_tables where schemaname = 'public' and tableowner = current_user) as owns
      from pg_roles where rolname = current_user`);
    if (role?.free || role?.owns)
      throw new MigrationError(
        "The role in DATABASE_URL is a superuser, bypasses row-level security or owns tables. Give it a role of its own, such as perkrah_app.",
      );
  } finally {
    await close(db);
  }
}
