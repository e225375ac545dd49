import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "./app";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The production program as an operator starts it, in a process group of its own, to be killed in every way. */
export interface Program {
  pid: number;
  address: string;
  /** What it printed so far. */
  output(): string;
  /** Waits until it answers requests. */
  ready(): Promise<void>;
  /** To the starter alone. */
  signal(signal: NodeJS.Signals): void;
  /** To everybody in its group at once, as a terminal or a service manager does. */
  signalAll(signal: NodeJS.Signals): void;
  /** The process that runs this file: `work.server.ts`, `web-process.server.ts`. */
  childPid(file: string): number;
  /** Its exit code; null where a signal ended it. */
  ended: Promise<number | null>;
}

const running = new Set<ChildProcess>();
const folders = new Set<string>();

/** Starts everything, or the one file that is named. */
export async function startProgram(
  environment: Record<string, string>,
  file = "app/operations/start.server.ts",
): Promise<Program> {
  const port = Number(environment.PORT ?? (await freePort()));
  const address = `http://localhost:${port}`;
  const child = spawn(process.execPath, ["app/operations/run.mjs", file], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: "production",
      ORIGIN: address,
      PORT: String(port),
      WEB_PROCESSES: "1",
      TRUSTED_PROXY: "127.0.0.1",
      LOG_LEVEL: "warn",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  running.add(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (part) => {
      said += part;
    });
  const pid = child.pid ?? 0;
  const ended = new Promise<number | null>((resolve) =>
    child.once("exit", (code) => {
      running.delete(child);
      resolve(code);
    }),
  );
  const signalTo = (to: number, signal: NodeJS.Signals) => {
    try {
      process.kill(to, signal);
    } catch {}
  };
  return {
    pid,
    address,
    output: () => said,
    async ready() {
      await eventually(
        async () => (await fetch(`${address}/readyz`)).ok,
        60_000,
        () => said,
      );
    },
    signal: (signal) => signalTo(pid, signal),
    signalAll: (signal) => signalTo(-pid, signal),
    childPid: (file) => childrenOf(pid).find((child) => commandOf(child).includes(file)) ?? 0,
    ended,
  };
}

/** A folder of its own, taken away by `endPrograms` with what the embedded server keeps elsewhere. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "perkrah-faults-"));
  folders.add(folder);
  return folder;
}

/** Kills what a failed test has left and clears its folders. */
export async function endPrograms(): Promise<void> {
  for (const { pid = 0 } of running)
    try {
      process.kill(-pid, "SIGKILL");
    } catch {}
  for (const folder of folders) {
    const server = postmasterOf(folder);
    if (server)
      try {
        process.kill(server, "SIGKILL");
      } catch {}
    const data = dataFolderOf(folder);
    await eventually(async () => !postmasterOf(folder), 10_000);
    if (data?.startsWith("/var/lib/perkrah/")) rmSync(dirname(data), { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Where the embedded server of a folder keeps its data. */
export function dataFolderOf(folder: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(join(folder, "where.json"), "utf8")) as { database: string }).database;
  } catch {
    return undefined;
  }
}

/** The process of a folder's embedded server, if it lives. */
export function postmasterOf(folder: string): number | undefined {
  try {
    const data = dataFolderOf(folder) ?? "";
    const pid = Number(readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[0]);
    return isAlive(pid) && commandOf(pid).includes(data) ? pid : undefined;
  } catch {
    return undefined;
  }
}

export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

/** A process and its children, to stop and to go on with at once. */
export function familyOf(pid: number): number[] {
  return [pid, ...childrenOf(pid)];
}

function childrenOf(pid: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((candidate) => {
      try {
        return new RegExp(`^PPid:\\s+${pid}$`, "m").test(readFileSync(`/proc/${candidate}/status`, "utf8"));
      } catch {
        return false;
      }
    });
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}

/** Asks until the answer is true; a failure of the asking counts as false. */
export async function eventually(
  ask: () => Promise<boolean>,
  milliseconds = 30_000,
  told: () => string = () => "",
): Promise<void> {
  const until = performance.now() + milliseconds;
  while (!(await ask().catch(() => false))) {
    if (performance.now() > until) throw new Error(`It did not happen within ${milliseconds} ms. ${told()}`);
    await pause(100);
  }
}
