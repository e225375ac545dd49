import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";

/** Takes a lock that is a file; answers with nothing, or with the process that holds it (0: not known). */
export function takeLock(file: string): number | undefined {
  for (;;) {
    try {
      writeFileSync(file, identity(process.pid), { flag: "wx", mode: 0o600 });
      return undefined;
    } catch (failure) {
      if ((failure as NodeJS.ErrnoException).code !== "EEXIST") throw failure;
    }
    const found = read(file);
    if (found === undefined) continue;
    if (holds(file, found)) return pidOf(found);
    takeAway(file, found);
  }
}

/** Gives the lock back. */
export function releaseLock(file: string): void {
  if (read(file) === identity(process.pid)) rmSync(file, { force: true });
}

/** Whether a process lives; one that may not be signalled lives, too. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (failure) {
    return (failure as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** The number of a process and when it began: numbers are given anew, and the lock of a dead process is none. */
function identity(pid: number): string {
  return `${pid} ${beginOf(pid)}`.trimEnd();
}

function beginOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name, in brackets, may hold spaces; the beginning is the 22nd field.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

function holds(file: string, found: string): boolean {
  const [pid = "", began = ""] = found.split(" ");
  // Between making the file and writing into it.
  if (pid === "") return age(file) < 2_000;
  return isAlive(Number(pid)) && (began === "" || began === beginOf(Number(pid)));
}

// Two may find the same dead lock: whoever moves away a fresh one by mistake puts it back.
function takeAway(file: string, found: string): void {
  const aside = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    renameSync(file, aside);
    if (read(aside) !== found) linkSync(aside, file);
  } catch {}
  rmSync(aside, { force: true });
}

function pidOf(found: string): number {
  return Number(found.split(" ")[0]) || 0;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function age(file: string): number {
  try {
    return Math.abs(Date.now() - statSync(file).mtimeMs);
  } catch {
    return 0;
  }
}
