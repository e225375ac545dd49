import { fork } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { EnvironmentError, env, refreshEnvironment } from "#app/env.server";
import { refuseWrongKey, WrongKeyError } from "#app/protection/check-keys.server";
import { keyProvider } from "#app/protection/key-provider.server";
import { close, closeDatabase, connect } from "#db/client.server";
import { type EmbeddedServer, startEmbedded } from "#db/embedded.server";
import { EmbeddedServerError } from "#db/embedded-home.server";
import { releaseLock, takeLock } from "#db/lock-file.server";
import { checkApplicationRole, MigrationError } from "#db/migrate.server";
import { BuildError, buildIfNeeded } from "./build-if-needed.server";
import { ensureKey } from "./ensure-key.server";
import { inviteFirst, loadDemoOnce } from "./first-data.server";
import { keepProcess } from "./keep-process.server";
import { describeFailure, logFailure, logger } from "./logger.server";
import { prepareDatabase } from "./prepare-database.server";
import { serve } from "./serve.server";
import { serveFromProcesses } from "./serve-from-processes.server";

const root = fileURLToPath(new URL("../..", import.meta.url));
const development = process.argv.includes("--dev");
const began = Date.now();
const atEnd: (() => Promise<void>)[] = [];
let ending: Promise<never> | undefined;
let endingSince = 0;
let embeddedServer: EmbeddedServer | undefined;
/** npm passes a signal on that the terminal has sent to everybody: it arrives twice and means one. */
const ONE_SIGNAL = 2_000;

/** What an operator can mend; its message is the whole answer. */
class StartError extends Error {
  override name = "StartError";
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => {
    if (!ending) return end(0);
    if (performance.now() - endingSince < ONE_SIGNAL) return;
    embeddedServer?.stopSoon();
    process.exit(130);
  });
process.on("uncaughtException", (failure) => {
  logFailure(failure);
  end(1);
});
process.on("unhandledRejection", (failure) => logFailure(failure));

try {
  await start();
} catch (failure) {
  // Stopped while starting: what broke off is no failure.
  if (ending) await ending;
  const told = [StartError, EnvironmentError, EmbeddedServerError, MigrationError, BuildError, WrongKeyError];
  const isSentence = told.some((kind) => failure instanceof kind);
  // Other messages may hold values from the database.
  const sentence = isSentence ? (failure as Error).message : JSON.stringify(describeFailure(failure), null, 2);
  process.stderr.write(`\nPërkrah could not start.\n\n${sentence}\n\n`);
  await end(1);
}

async function start(): Promise<void> {
  process.env.NODE_ENV ??= development ? "development" : "production";
  const { embedded, dataDir, demo } = env();
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (demo && !development) process.env.LOG_FILE ??= join(dataDir, "perkrah.log");
  const server = embedded ? await startDatabase(dataDir) : undefined;
  const keyMade = ensureKey(dataDir);
  const { databaseUrl = "", databaseOwnerUrl = "" } = refreshEnvironment();
  if (!embedded) await checkApplicationRole(databaseUrl);
  await unlessEnding();
  await prepareDatabase(databaseOwnerUrl);
  await checkKey(databaseOwnerUrl);
  atEnd.push(closeDatabase);
  if (!development) await build();
  await unlessEnding();

  const { webProcesses } = env();
  const several = webProcesses > 1 && !development;
  const running = await (several ? serveFromProcesses(webProcesses) : serve({ root, development })).catch((failure) => {
    throw portRefusal(failure) ?? failure;
  });
  atEnd.push(running.stop);
  process.env.PERKRAH_ADDRESS = running.address;
  refreshEnvironment();
  if (server) noteRun(dataDir, running.address);
  if (demo && server) await loadDemoOnce(dataDir, server, say);
  await unlessEnding();
  const worker = keepProcess("worker", () =>
    fork(join(root, "app/operations/work.server.ts"), {
      execArgv: ["--import", "tsx"],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    }),
  );
  atEnd.push(worker.stop);
  running.open();
  printScreen(running, server, keyMade, demo ? null : await inviteFirst());
}

async function checkKey(ownerUrl: string): Promise<void> {
  const owner = connect(ownerUrl, { max: 1, name: "perkrah keys" });
  await refuseWrongKey(owner, keyProvider()).finally(() => close(owner));
}

async function startDatabase(dataDir: string): Promise<EmbeddedServer> {
  await refuseSecondRun(dataDir);
  await unlessEnding();
  if (!existsSync(join(dataDir, "where.json"))) say("Making the database (once).");
  const starting = startEmbedded({ folder: dataDir });
  // A signal may come while it starts: nobody else would stop it.
  atEnd.push(() => starting.then((server) => server.stop()).catch(() => {}));
  const server = await starting;
  embeddedServer = server;
  server.keepRunning((event) => logger().error({ code: `database_${event}` }, "the database"));
  Object.assign(process.env, {
    DATABASE_EMBEDDED: "1",
    DATABASE_URL: server.databaseUrl,
    DATABASE_OWNER_URL: server.ownerUrl,
  });
  return server;
}

async function refuseSecondRun(dataDir: string): Promise<void> {
  const lock = join(dataDir, "running.lock");
  const pid = takeLock(lock);
  if (pid === undefined) {
    atEnd.push(async () => releaseLock(lock));
    rmSync(join(dataDir, "run.json"), { force: true });
    return;
  }
  const address = addressNoted(dataDir);
  throw new StartError(
    address
      ? `It is running already: ${address} (process ${pid}). Stop that one first.`
      : `Another start with ${dataDir} is under way (process ${pid}). Wait for it, or stop it first.`,
  );
}

function addressNoted(dataDir: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(join(dataDir, "run.json"), "utf8")) as { address: string }).address;
  } catch {
    return undefined;
  }
}

function noteRun(dataDir: string, address: string): void {
  const file = join(dataDir, "run.json");
  writeFileSync(file, JSON.stringify({ address, pid: process.pid }), { mode: 0o600 });
  atEnd.push(async () => rmSync(file, { force: true }));
}

async function build(): Promise<void> {
  const started = Date.now();
  const slow = setTimeout(() => say("Building the pages (after an update only)."), 500);
  await buildIfNeeded(root).finally(() => clearTimeout(slow));
  if (Date.now() - started > 500) say(`Built in ${Math.round((Date.now() - started) / 1000)} s.`);
}

function portRefusal(failure: NodeJS.ErrnoException): StartError | undefined {
  const port = env().port ?? 3000;
  if (failure.code === "EADDRINUSE")
    return new StartError(`Port ${port} is taken. Stop what uses it, or set PORT to another.`);
  if (failure.code === "EACCES")
    return new StartError(`Port ${port} is not allowed to this account. Set PORT to 1024 or more.`);
  return undefined;
}

interface Screen {
  address: string;
  wantedPort: number;
  port: number;
}

function printScreen(
  { address, port, wantedPort }: Screen,
  server: EmbeddedServer | undefined,
  keyMade: string | null,
  invitation: string | null,
): void {
  const { demo, dataDir } = env();
  const lines = ["", `  Përkrah is running: ${address}`, ""];
  if (port !== wantedPort) lines.push(`  Port ${wantedPort} is taken, so it is ${port} this time.`, "");
  if (demo) {
    lines.push("  Demo: everybody in it is invented; only this machine can open it.");
    lines.push(`  Sign in without a password: ${address}/sign-in has a button for every role.`, "");
  }
  if (invitation)
    lines.push(
      "  Nobody can sign in yet. The first administrator begins here (once, within a day):",
      `  ${new URL(invitation, address).href}`,
      "",
    );
  if (server) {
    lines.push(`  Data        ${server.dataFolder}`);
    if (!server.dataFolder.startsWith(dataDir))
      lines.push(`              ${dataDir} holds its passwords, key, files and logs`);
  } else lines.push(`  Files       ${dataDir}`);
  if (keyMade) lines.push(`  Key         ${keyMade} (new: keep a copy, apart from every backup)`);
  if (env().logFile) lines.push(`  Log         ${env().logFile}`);
  lines.push(
    "  Stop        Ctrl-C; the next start keeps everything",
    "",
    `  Started in ${((Date.now() - began) / 1000).toFixed(1)} s.`,
    "",
  );
  process.stdout.write(`${lines.join("\n")}\n`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Goes on with the start, or waits for the end where a signal has come meanwhile. */
async function unlessEnding(): Promise<void> {
  if (ending) await ending;
}

function end(code: number): Promise<never> {
  endingSince ||= performance.now();
  ending ??= (async () => {
    for (const stop of atEnd.reverse()) await stop().catch((failure) => logFailure(failure));
    process.exit(code);
  })();
  return ending;
}
