import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { totalmem } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import postgres from "postgres";
import { type EmbeddedHome, EmbeddedServerError, embeddedHome } from "./embedded-home.server";
import { isAlive, releaseLock, takeLock } from "./lock-file.server";

export interface EmbeddedServer {
  /** For the application: role `perkrah_app`. */
  databaseUrl: string;
  /** For migrations: role `perkrah_owner`. */
  ownerUrl: string;
  /** For tests and operations that make databases; `database` is `postgres` unless told. */
  superuserUrl(database?: string): string;
  /** The same two roles on another database of this server. */
  urlsFor(database: string): { databaseUrl: string; ownerUrl: string };
  dataFolder: string;
  pid: number;
  /** Whether it was running already, left by an earlier run or used by another process. */
  adopted: boolean;
  /** Throws the application's database away and makes it anew, empty. */
  empty(): Promise<void>;
  /** Starts it again whenever it ends before our use of it does; `note` hears of it. */
  keepRunning(note: (event: "ended" | "back" | "failed") => void): void;
  /** Ends our use of it; the last user stops the server. */
  stop(): Promise<void>;
  /** The same without waiting, for a process that has to go at once. */
  stopSoon(): void;
}

export interface EmbeddedOptions {
  /** Where its papers lie (`.data`): passwords, log, and the data itself unless we are root. */
  folder: string;
  /** `false` only in tests: acknowledged rows may then be lost. */
  durable?: boolean;
}

interface Passwords {
  superuser: string;
  owner: string;
  app: string;
}

const port = 5432;
const patience = 10_000;

/** Starts the PostgreSQL that comes with the packages, or joins it where it runs already; throws `EmbeddedServerError`. */
export async function startEmbedded({ folder, durable = true }: EmbeddedOptions): Promise<EmbeddedServer> {
  const home = embeddedHome(folder);
  return await alone(folder, async () => {
    const passwords = passwordsOf(folder);
    await initialise(folder, home, passwords, durable);
    const running = await adoptable(home, passwords);
    const pid = running ?? (await launch(folder, home, passwords, durable));
    await prepare(home, passwords);
    const lease = join(folder, "users", `${process.pid}-${randomBytes(4).toString("hex")}`);
    mkdirSync(join(folder, "users"), { recursive: true });
    writeFileSync(lease, "");
    const urlsFor = (database: string) => ({
      databaseUrl: url(home, "perkrah_app", passwords.app, database),
      ownerUrl: url(home, "perkrah_owner", passwords.owner, database),
    });
    let keeping = false;
    return {
      ...urlsFor("perkrah"),
      urlsFor,
      superuserUrl: (database = "postgres") => url(home, "postgres", passwords.superuser, database),
      dataFolder: home.data,
      pid,
      adopted: running !== undefined,
      empty: () => emptyDatabase(home, passwords),
      keepRunning(note) {
        keeping = true;
        const bringBack = () =>
          alone(folder, async () => {
            if (keeping && (await adoptable(home, passwords)) === undefined)
              await launch(folder, home, passwords, durable);
          });
        void keepRunning({ isWanted: () => keeping, isThere: () => postmaster(home) !== undefined, bringBack, note });
      },
      stop: () => {
        keeping = false;
        return alone(folder, async () => {
          rmSync(lease, { force: true });
          if (otherUsers(folder).length === 0) await stopServer(home);
        });
      },
      stopSoon() {
        keeping = false;
        rmSync(lease, { force: true });
        const last = postmaster(home);
        if (last !== undefined && otherUsers(folder).length === 0) signalTo(last, "SIGINT");
      },
    };
  });
}

function url(home: EmbeddedHome, role: string, password: string, database: string): string {
  return `postgres://${role}:${password}@localhost:${port}/${database}?host=${encodeURIComponent(home.sockets)}`;
}

function passwordsOf(folder: string): Passwords {
  const file = join(folder, "database.json");
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Passwords;
  const password = () => randomBytes(24).toString("base64url");
  const drawn = { superuser: password(), owner: password(), app: password() };
  writeFileSync(file, `${JSON.stringify(drawn, null, 2)}\n`, { mode: 0o600 });
  return drawn;
}

async function initialise(folder: string, home: EmbeddedHome, passwords: Passwords, durable: boolean): Promise<void> {
  const done = join(folder, "initialised");
  if (existsSync(done) && existsSync(join(home.data, "PG_VERSION"))) return;
  if (existsSync(done) && !existsSync(home.data))
    throw new EmbeddedServerError(
      `The database that ${join(folder, "where.json")} names is gone. Bring it back, or move ${folder} away to begin anew.`,
    );
  rmSync(home.data, { recursive: true, force: true });
  mkdirSync(home.data, { recursive: true, mode: 0o700 });
  const secret = join(home.sockets, "first-password");
  writeFileSync(secret, passwords.superuser, { mode: 0o600 });
  for (const path of home.account ? [home.data, secret] : [])
    chownSync(path, home.account?.uid ?? 0, home.account?.gid ?? 0);
  const flags = ["--username=postgres", "--auth=scram-sha-256", `--pwfile=${secret}`, "--encoding=UTF8", "--locale=C"];
  flags.push("--locale-provider=icu", "--icu-locale=sq", ...(durable ? [] : ["--no-sync"]), `--pgdata=${home.data}`);
  try {
    await run(home, "initdb", flags);
  } finally {
    rmSync(secret, { force: true });
  }
  writeFileSync(done, "");
}

function run(home: EmbeddedHome, program: string, flags: string[]): Promise<void> {
  const child = spawn(join(home.native, "bin", program), flags, {
    ...home.account,
    cwd: home.data,
    env: childEnvironment(),
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (part) => {
    said += part;
  });
  return new Promise((resolve, reject) => {
    child.on("error", (failure) => reject(new EmbeddedServerError(`${program} did not start: ${failure.message}`)));
    child.on("close", (code) =>
      code === 0
        ? resolve()
        : reject(new EmbeddedServerError(`${program} failed (${code}): ${said.trim().slice(-500)}`)),
    );
  });
}

// None of our own variables: they hold secrets, and PGDATA or PGPORT of the machine would mislead.
function childEnvironment(): NodeJS.ProcessEnv {
  return { NODE_ENV: "production", LC_ALL: "C", TZ: "UTC", PATH: process.env.PATH };
}

/** The process id of a healthy server on this data; what is left of an unhealthy one is cleared away. */
async function adoptable(home: EmbeddedHome, passwords: Passwords): Promise<number | undefined> {
  const pid = postmaster(home);
  if (pid === undefined) {
    clearLocks(home);
    return undefined;
  }
  const until = Date.now() + patience;
  while (Date.now() < until && isPostmaster(pid, home)) {
    if (await answers(home, passwords)) return pid;
    await pause(200);
  }
  await stopServer(home);
  return undefined;
}

async function launch(folder: string, home: EmbeddedHome, passwords: Passwords, durable: boolean): Promise<number> {
  const until = Date.now() + patience;
  for (;;) {
    clearLocks(home);
    const started = spawnServer(folder, home, durable);
    if (await becomesReady(started, home, passwords)) return started.pid;
    if (Date.now() > until)
      throw new EmbeddedServerError(
        `The embedded PostgreSQL does not start. Its log is ${join(folder, "postgres.log")}; it ends:\n${logEnd(folder)}`,
      );
    await pause(500);
  }
}

function spawnServer(folder: string, home: EmbeddedHome, durable: boolean): { pid: number; ended: () => boolean } {
  const logFile = join(folder, "postgres.log");
  const log = openSync(logFile, "a", 0o600);
  if (statSync(logFile).size > 5_000_000) truncateSync(logFile);
  const settings = Object.entries(serverSettings(home, durable)).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  let over = false;
  const child = spawn(join(home.native, "bin", "postgres"), ["-D", home.data, ...settings], {
    ...home.account,
    cwd: home.data,
    env: childEnvironment(),
    // Its own session: Ctrl-C in the terminal must reach the application first, which then stops the database.
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  child.on("error", () => {
    over = true;
  });
  child.on("exit", () => {
    over = true;
  });
  child.unref();
  return { pid: child.pid ?? 0, ended: () => over };
}

function serverSettings(home: EmbeddedHome, durable: boolean): Record<string, string | number> {
  const megabytes = Math.floor(totalmem() / 2 ** 20);
  const shared = Math.min(256, Math.max(32, Math.floor(megabytes / 16)));
  return {
    port,
    listen_addresses: process.platform === "win32" ? "127.0.0.1" : "",
    ...(process.platform !== "win32" && { unix_socket_directories: home.sockets, unix_socket_permissions: "0700" }),
    max_connections: durable ? 60 : 120,
    shared_buffers: `${shared}MB`,
    effective_cache_size: `${Math.max(128, Math.floor(megabytes / 4))}MB`,
    work_mem: "8MB",
    maintenance_work_mem: "64MB",
    max_wal_size: "512MB",
    random_page_cost: "1.1",
    jit: "off",
    timezone: "UTC",
    log_timezone: "UTC",
    // PostgreSQL's log would otherwise print key values and statements with what people wrote; errors reach our own log
    // by their code, and even a bare message quotes the value that did not fit ("log" leaves errors out, not the rest).
    log_min_messages: "log",
    log_error_verbosity: "terse",
    log_min_error_statement: "panic",
    log_parameter_max_length_on_error: 0,
    ...(!durable && { fsync: "off", synchronous_commit: "off", full_page_writes: "off", autovacuum: "off" }),
  };
}

async function becomesReady(
  started: { ended: () => boolean },
  home: EmbeddedHome,
  passwords: Passwords,
): Promise<boolean> {
  // Recovery after a kill may take longer than a start; it ends when the process does.
  const until = Date.now() + 12 * patience;
  while (Date.now() < until && !started.ended()) {
    if (await answers(home, passwords)) return true;
    await pause(50);
  }
  return false;
}

async function answers(home: EmbeddedHome, passwords: Passwords): Promise<boolean> {
  if (process.platform !== "win32" && !existsSync(join(home.sockets, `.s.PGSQL.${port}`))) return false;
  const client = superuser(home, passwords, "postgres");
  try {
    await client`select 1`;
    return true;
  } catch {
    return false;
  } finally {
    await client.end({ timeout: 1 });
  }
}

function superuser(home: EmbeddedHome, passwords: Passwords, database: string): postgres.Sql {
  return postgres({
    ...(process.platform === "win32" ? { host: "127.0.0.1", port } : { path: join(home.sockets, `.s.PGSQL.${port}`) }),
    user: "postgres",
    password: passwords.superuser,
    database,
    max: 1,
    connect_timeout: 2,
    fetch_types: false,
    onnotice: () => {},
  });
}

/** Two roles, one database, three extensions; again at every start, so that an interrupted first start mends itself. */
async function prepare(home: EmbeddedHome, passwords: Passwords): Promise<void> {
  const server = superuser(home, passwords, "postgres");
  try {
    for (const [role, password] of [
      ["perkrah_owner", passwords.owner],
      ["perkrah_app", passwords.app],
    ] as const) {
      const [known] = await server`select 1 from pg_roles where rolname = ${role}`;
      if (!known)
        await server.unsafe(
          `create role ${role} login nosuperuser nocreatedb nocreaterole noinherit nobypassrls password '${password}'`,
        );
    }
    const [database] = await server`select 1 from pg_database where datname = 'perkrah'`;
    if (!database) await server.unsafe("create database perkrah owner perkrah_owner template template0");
  } finally {
    await server.end({ timeout: 5 });
  }
  const inside = superuser(home, passwords, "perkrah");
  try {
    await inside.unsafe("revoke all on database perkrah from public; grant connect on database perkrah to perkrah_app");
    await inside.unsafe("alter schema public owner to perkrah_owner; revoke create on schema public from public");
    for (const extension of ["pg_trgm", "unaccent", "btree_gist"])
      await inside.unsafe(`create extension if not exists ${extension}`);
  } finally {
    await inside.end({ timeout: 5 });
  }
}

const LOOK_EVERY = 500;
const TRY_AGAIN_AFTER = 5_000;

/** Looks whether the server is there until nobody wants it any more, and brings it back where it is not. */
async function keepRunning({
  isWanted,
  isThere,
  bringBack,
  note,
}: {
  isWanted(): boolean;
  isThere(): boolean;
  bringBack(): Promise<void>;
  note(event: "ended" | "back" | "failed"): void;
}): Promise<void> {
  while (isWanted()) {
    await pause(LOOK_EVERY, undefined, { ref: false });
    if (!isWanted() || isThere()) continue;
    note("ended");
    try {
      await bringBack();
      note("back");
    } catch {
      note("failed");
      await pause(TRY_AGAIN_AFTER, undefined, { ref: false });
    }
  }
}

async function emptyDatabase(home: EmbeddedHome, passwords: Passwords): Promise<void> {
  const server = superuser(home, passwords, "postgres");
  try {
    await server.unsafe("drop database if exists perkrah with (force)");
  } finally {
    await server.end({ timeout: 5 });
  }
  await prepare(home, passwords);
}

async function stopServer(home: EmbeddedHome): Promise<void> {
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    const pid = postmaster(home);
    if (pid === undefined) return;
    signalTo(pid, signal);
    const until = Date.now() + patience;
    while (Date.now() < until && isPostmaster(pid, home)) await pause(50);
  }
}

function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {}
}

function postmaster(home: EmbeddedHome): number | undefined {
  try {
    const pid = Number(readFileSync(join(home.data, "postmaster.pid"), "utf8").split("\n")[0]);
    return isPostmaster(pid, home) ? pid : undefined;
  } catch {
    return undefined;
  }
}

// A dead pid is no lock, nor is a living one that another program was given since.
function isPostmaster(pid: number, home: EmbeddedHome): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform !== "linux") return true;
  try {
    if (/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"))) return false;
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(home.data);
  } catch {
    return false;
  }
}

function clearLocks(home: EmbeddedHome): void {
  if (postmaster(home) !== undefined) return;
  rmSync(join(home.data, "postmaster.pid"), { force: true });
  for (const name of [`.s.PGSQL.${port}`, `.s.PGSQL.${port}.lock`]) rmSync(join(home.sockets, name), { force: true });
}

function otherUsers(folder: string): string[] {
  const users = join(folder, "users");
  if (!existsSync(users)) return [];
  return readdirSync(users).filter((name) => {
    if (isAlive(Number(name.split("-")[0]))) return true;
    rmSync(join(users, name), { force: true });
    return false;
  });
}

/** One process at a time starts or stops the server. */
async function alone<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const lock = join(folder, "starting.lock");
  const until = performance.now() + 6 * patience;
  for (let pid = takeLock(lock); pid !== undefined; pid = takeLock(lock)) {
    if (performance.now() > until)
      throw new EmbeddedServerError(`Another start is under way (process ${pid}). Wait for it, or remove ${lock}.`);
    await pause(100);
  }
  try {
    return await work();
  } finally {
    releaseLock(lock);
  }
}

function logEnd(folder: string): string {
  return readFileSync(join(folder, "postgres.log"), "utf8").trimEnd().split("\n").slice(-5).join("\n");
}
