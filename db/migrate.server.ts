import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { migrate as runMigrations } from "drizzle-orm/postgres-js/migrator";
import { close, connect } from "./client.server";

const folder = fileURLToPath(new URL("./migrations", import.meta.url));
// Any number will do, as long as every process that migrates uses the same one.
const lock = 7_302_611;

/** The database is not prepared as the README asks; the message says what to run. */
export class MigrationError extends Error {
  override name = "MigrationError";
}

/** Brings the database that the owner's address names up to date; a second process waits for the first. */
export async function migrate(ownerUrl: string): Promise<void> {
  if (!existsSync(`${folder}/meta/_journal.json`)) return;
  const db = connect(ownerUrl, { max: 1, name: "perkrah migrations", statementTimeout: 0 });
  try {
    const [role] = await db.execute(sql`select 1 from pg_roles where rolname = 'perkrah_app'`);
    if (!role)
      throw new MigrationError(
        "The role perkrah_app is missing. As a superuser run: CREATE ROLE perkrah_app LOGIN PASSWORD '…' NOSUPERUSER NOBYPASSRLS;",
      );
    await db.execute(sql`select pg_advisory_lock(${lock})`);
    await runMigrations(db, { migrationsFolder: folder }).catch((failure: Error) => {
      const told = (failure.cause ?? failure) as Error & { code?: string };
      throw new MigrationError(
        `The database could not be brought up to date (PostgreSQL says ${told.code ?? "nothing"}: ${told.message}). Nothing was changed.`,
      );
    });
  } finally {
    await close(db);
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
