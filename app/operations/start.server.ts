import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { EnvironmentError, env, refreshEnvironment } from "#app/env.server";
import { closeDatabase } from "#db/client.server";
import { type EmbeddedServer, startEmbedded } from "#db/embedded.server";
import { EmbeddedServerError } from "#db/embedded-home.server";
import { checkApplicationRole, MigrationError } from "#db/migrate.server";
import { BuildError, buildIfNeeded } from "./build-if-needed.server";
import { ensureKey } from "./ensure-key.server";
import { inviteFirst, loadDemoOnce } from "./first-data.server";
import { describeFailure, logFailure } from "./logger.server";
import { prepareDatabase } from "./prepare-database.server";
import { serve } from "./serve.server";
import { keepWorker } from "./worker-process.server";

const root = fileURLToPath(new URL("../..", import.meta.url));
const development = process.argv.includes("--dev");
const began = Date.now();
const atEnd: (() => Promise<void>)[] = [];
let ending: Promise<never> | undefined;

/** What an operator can mend; its message is the whole answer. */
class StartError extends Error {
  override name = "StartError";
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => (ending ? process.exit(130) : end(0)));
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
  const told = [StartError, EnvironmentError, EmbeddedServerError, MigrationError, BuildError];
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
  await prepareDatabase(databaseOwnerUrl);
  atEnd.push(closeDatabase);
  if (!development) await build();

  const running = await serve({ root, development }).catch((failure) => {
    throw portRefusal(failure) ?? failure;
  });
  atEnd.push(running.stop);
  process.env.PERKRAH_ADDRESS = running.address;
  refreshEnvironment();
  if (server) noteRun(dataDir, running.address);
  if (demo && server) await loadDemoOnce(dataDir, server, say);
  const worker = keepWorker();
  atEnd.push(worker.stop);
  running.open();
  printScreen(running, server, keyMade, demo ? null : await inviteFirst());
}

async function startDatabase(dataDir: string): Promise<EmbeddedServer> {
  await refuseSecondRun(dataDir);
  if (!existsSync(join(dataDir, "where.json"))) say("Making the database (once).");
  const server = await startEmbedded({ folder: dataDir });
  atEnd.push(server.stop);
  Object.assign(process.env, {
    DATABASE_EMBEDDED: "1",
    DATABASE_URL: server.databaseUrl,
    DATABASE_OWNER_URL: server.ownerUrl,
  });
  return server;
}

async function refuseSecondRun(dataDir: string): Promise<void> {
  const file = join(dataDir, "run.json");
  if (!existsSync(file)) return;
  try {
    const { address, pid } = JSON.parse(readFileSync(file, "utf8")) as { address: string; pid: number };
    process.kill(pid, 0);
    const answer = await fetch(`${address}/healthz`, { signal: AbortSignal.timeout(2_000) });
    if (answer.ok) throw new StartError(`It is running already: ${address} (process ${pid}). Stop that one first.`);
  } catch (failure) {
    if (failure instanceof StartError) throw failure;
    rmSync(file, { force: true });
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

function end(code: number): Promise<never> {
  ending ??= (async () => {
    for (const stop of atEnd.reverse()) await stop().catch((failure) => logFailure(failure));
    process.exit(code);
  })();
  return ending;
}
