import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { env } from "#app/env.server";

export type Database = PostgresJsDatabase & { $client: postgres.Sql };
export type Transaction = Parameters<Parameters<PostgresJsDatabase["transaction"]>[0]>[0];

export interface ConnectionOptions {
  /** Connections at most, 10 unless told. */
  max?: number;
  /** What pg_stat_activity calls us. */
  name?: string;
  /** Milliseconds after which the server gives a statement up, 30,000 unless told, 0 for never. */
  statementTimeout?: number;
}

/** Connects with a small pool; nothing is sent before the first query. End it with `close`. */
export function connect(url: string, options: ConnectionOptions = {}): Database {
  const { address, path } = socketOf(url);
  const client = postgres(address, {
    ...(path && { path }),
    max: options.max ?? 10,
    prepare: true,
    connect_timeout: 10,
    idle_timeout: 60,
    max_lifetime: 30 * 60,
    onnotice: () => {},
    connection: {
      application_name: options.name ?? "perkrah",
      TimeZone: "UTC",
      statement_timeout: options.statementTimeout ?? 30_000,
      idle_in_transaction_session_timeout: 60_000,
    },
  });
  return drizzle(client, { casing: "snake_case" });
}

/** Lets running queries end (5 seconds at most), then closes every connection. */
export async function close(db: Database): Promise<void> {
  await db.$client.end({ timeout: 5 });
}

// The server and the Remix build each carry a copy of this module: the pool lives where both find it.
const shared = globalThis as typeof globalThis & { [key: symbol]: Database | undefined };
const key = Symbol.for("perkrah.database");

/** The application's connection, made at the first call, with the least-privileged role. */
export function database(): Database {
  const existing = shared[key];
  if (existing) return existing;
  const url = env().databaseUrl;
  if (!url) throw new Error("DATABASE_URL is not set: start with `npm start`, which brings its own database.");
  const made = connect(url);
  shared[key] = made;
  return made;
}

/** Makes `db` the application's connection: operations and tests that bring their own. */
export function setDatabase(db: Database): void {
  shared[key] = db;
}

/** Closes the application's connection, if it was made. */
export async function closeDatabase(): Promise<void> {
  const existing = shared[key];
  if (!existing) return;
  shared[key] = undefined;
  await close(existing);
}

/** `?host=/folder` names a Unix socket, as libpq spells it; postgres.js wants it apart and refuses it in the address. */
function socketOf(url: string): { address: string; path?: string } {
  const parsed = new URL(url);
  const folder = parsed.searchParams.get("host");
  if (!folder?.startsWith("/")) return { address: url };
  parsed.searchParams.delete("host");
  return { address: parsed.href, path: `${folder}/.s.PGSQL.${parsed.port || "5432"}` };
}
