import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { copyOf, type TestDatabase, type TestTemplate } from "./database";

const root = fileURLToPath(new URL("../..", import.meta.url));

export interface TestApp extends TestDatabase {
  address: string;
  /** The starter's process. */
  pid: number;
  /** What server and worker wrote so far. */
  output(): string;
  stop(): Promise<void>;
}

export interface TestAppOptions {
  /** Further environment variables. */
  environment?: Record<string, string>;
  /** Runs before the server starts: demo data, accounts. */
  fill?: (database: TestDatabase) => Promise<void>;
}

/** Starts the production build (made by `npm run build`) as its own process, on a free port and a fresh database. */
export async function startTestApp(source: TestTemplate, options: TestAppOptions = {}): Promise<TestApp> {
  const ends: (() => Promise<void>)[] = [];
  const database = await copyOf(source, (end) => ends.push(end));
  await options.fill?.(database);
  const port = await freePort();
  const address = `http://localhost:${port}`;
  const dataDir = mkdtempSync(join(tmpdir(), "perkrah-app-"));
  const child = spawn(process.execPath, ["app/operations/run.mjs", "app/operations/start.server.ts"], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: "production",
      ORIGIN: address,
      PORT: String(port),
      HOST: "127.0.0.1",
      DATA_DIR: dataDir,
      DATABASE_URL: database.databaseUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
      // One process is up sooner; how many there are in earnest, tests/deep/processes.test.ts and the benches ask for.
      WEB_PROCESSES: "1",
      LOG_LEVEL: "warn",
      ...options.environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (part) => {
      said += part;
    });
  ends.unshift(async () => {
    await stopChild(child);
    rmSync(dataDir, { recursive: true, force: true });
  });
  const stop = async () => {
    for (const end of ends) await end();
  };
  try {
    await untilReady(address, child, () => said);
  } catch (failure) {
    await stop();
    throw failure;
  }
  return { ...database, address, pid: child.pid ?? 0, output: () => said, stop };
}

/** A port that nobody listens on at the moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

async function untilReady(address: string, child: ChildProcess, said: () => string): Promise<void> {
  const until = Date.now() + 120_000;
  while (Date.now() < until && child.exitCode === null) {
    const answer = await fetch(`${address}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await pause(100);
  }
  throw new Error(`The application did not start:\n${said()}`);
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const cut = setTimeout(() => child.kill("SIGKILL"), 15_000);
  await ended;
  clearTimeout(cut);
}
