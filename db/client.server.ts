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
    connect_timeout: 5,
    // The library's own waits up to 20 seconds: as long would a page wait after the server has come back.
    backoff: () => 0.2,
    idle_timeout: 60,
    max_lifetime: 30 * 60,
    onnotice: () => {},
    connection: {
      application_name: options.name ?? "perkrah",
      TimeZone: "UTC",
      statement_timeout: options.statementTimeout ?? 30_000,
      idle_in_transaction_session_timeout: 60_000,
      ...(options.statementTimeout === undefined && { lock_timeout: 15_000 }),
    },
  });
  return drizzle(endWithConnection(client), { casing: "snake_case" });
}

/**
 * postgres.js sends what a transaction still has to say after its connection was lost to whatever the connection has
 * become: statements outside any transaction, or a rollback of somebody else's. Here they are refused instead.
 */
function endWithConnection(client: postgres.Sql): postgres.Sql {
  type Work = (sql: postgres.TransactionSql) => Promise<unknown>;
  const begin = client.begin.bind(client) as (options: string, work: Work) => Promise<unknown>;
  const guarded = async (...given: [Work] | [string, Work]): Promise<unknown> => {
    const [options, work] = given.length === 1 ? ["", given[0]] : given;
    let over = false;
    try {
      return await begin(options, async (sql) => {
        const own = new Proxy(sql, {
          get(target, name, receiver) {
            if (over) throw Object.assign(new Error("the connection was lost"), { code: "CONNECTION_CLOSED" });
            return Reflect.get(target, name, receiver);
          },
        });
        const outcome = work(own);
        // A lost connection shows itself within this turn; from there on nothing may follow, not even a rollback.
        await outcome.then(nextTurn, nextTurn);
        if (over) await new Promise(() => {});
        return outcome;
      });
    } finally {
      over = true;
    }
  };
  return Object.assign(client, { begin: guarded }) as unknown as postgres.Sql;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Whether a transaction ended with its connection: its commit may have arrived, or not. */
export function mayBeCommitted(failure: unknown): boolean {
  for (let each = failure; each instanceof Error; each = each.cause)
    if (/^(CONNECTION_|ECONNRESET|EPIPE)/.test(String((each as { code?: unknown }).code))) return true;
  return false;
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
