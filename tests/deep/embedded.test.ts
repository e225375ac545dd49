import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, expect, test } from "vitest";
import { close, connect } from "#db/client.server";
import { startEmbedded } from "#db/embedded.server";

// A long way down: socket addresses end at 107 bytes.
const folder = join(
  mkdtempSync(join(tmpdir(), "perkrah-embedded-")),
  "a-folder-with-a-long-name-".repeat(4),
  "ë ç",
  ".data",
);
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});
afterAll(async () => {
  const server = await startEmbedded({ folder });
  await server.stop();
  const data = dirname(server.dataFolder);
  if (data.startsWith("/var/lib/perkrah/")) rmSync(data, { recursive: true });
  rmSync(folder, { recursive: true });
});

async function hold(note: string): Promise<{ child: ChildProcess; pid: number; adopted: boolean }> {
  const child = spawn(process.execPath, ["--import", "tsx", "tests/support/embedded-holder.ts", folder, note], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout?.once("data", (part) => resolve(String(part)));
    child.once("exit", (code) => reject(new Error(`the holder ended with ${code}`)));
  });
  return { child, ...(JSON.parse(line) as { pid: number; adopted: boolean }) };
}

async function notes(): Promise<string[]> {
  const server = await startEmbedded({ folder });
  const db = connect(server.ownerUrl, { max: 1 });
  const rows = await db.execute<{ note: string }>("select note from notes order by note");
  await close(db);
  await server.stop();
  return rows.map(({ note }) => note);
}

function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

async function killed(...pids: number[]): Promise<void> {
  for (const pid of pids) process.kill(pid, "SIGKILL");
  while (pids.some(isAlive)) await pause(20);
}

test("after kill -9 of everything an acknowledged row is there", { timeout: 60_000 }, async () => {
  const { child, pid } = await hold("1 acknowledged");
  await killed(child.pid ?? 0, pid);
  expect(await notes()).toEqual(["1 acknowledged"]);
});

test("a server whose starter was killed is taken over, and stopped by its last user", { timeout: 60_000 }, async () => {
  const first = await hold("2 orphan");
  await killed(first.child.pid ?? 0);
  const second = await hold("3 taken over");
  expect(second).toMatchObject({ pid: first.pid, adopted: true });
  expect(await notes()).toEqual(["1 acknowledged", "2 orphan", "3 taken over"]);
  expect(isAlive(first.pid)).toBe(true);
  second.child.kill("SIGTERM");
  await new Promise((resolve) => second.child.once("exit", resolve));
  expect(isAlive(first.pid)).toBe(false);
});

test("a lock that names a dead or another process is none", { timeout: 60_000 }, async () => {
  const server = await startEmbedded({ folder });
  await server.stop();
  for (const pid of [4_000_000, process.pid]) {
    writeFileSync(join(server.dataFolder, "postmaster.pid"), `${pid}\n${server.dataFolder}\n0\n5432\n`);
    writeFileSync(join(folder, "starting.lock"), "4000000");
    expect((await notes())[0]).toBe("1 acknowledged");
  }
});

test("two starts at once share one server", { timeout: 60_000 }, async () => {
  const [first, second] = await Promise.all([hold("4 a"), hold("4 b")]);
  expect(first.pid).toBe(second.pid);
  expect([first.adopted, second.adopted].sort()).toEqual([false, true]);
  await killed(first.child.pid ?? 0, second.child.pid ?? 0);
  expect((await notes()).slice(-2)).toEqual(["4 a", "4 b"]);
});

test("a start that was interrupted while making the data begins anew", { timeout: 60_000 }, async () => {
  const other = join(folder, "other");
  const made = await startEmbedded({ folder: other, durable: false });
  await made.stop();
  rmSync(join(other, "initialised"));
  rmSync(join(made.dataFolder, "global"), { recursive: true });
  const again = await startEmbedded({ folder: other, durable: false });
  const db = connect(again.databaseUrl, { max: 1 });
  expect([...(await db.execute("select 1 as one"))]).toEqual([{ one: 1 }]);
  await close(db);
  await again.stop();
  const place = dirname(again.dataFolder);
  if (place.startsWith("/var/lib/perkrah/")) rmSync(place, { recursive: true });
});

test("rows are flushed, errors are short, secrets are ours alone", { timeout: 60_000 }, async () => {
  const server = await startEmbedded({ folder });
  const db = connect(server.ownerUrl, { max: 1 });
  const setting = async (name: string) => (await db.execute<Record<string, string>>(`show ${name}`))[0]?.[name];
  expect(await setting("fsync")).toBe("on");
  expect(await setting("synchronous_commit")).toBe("on");
  expect(await setting("log_error_verbosity")).toBe("terse");
  expect(await setting("log_min_messages")).toBe("log");
  expect(await setting("log_min_error_statement")).toBe("panic");
  expect(await setting("listen_addresses")).toBe("");
  await db.execute("create table if not exists people (phone text primary key)");
  await db.execute("insert into people values ('+355691234567') on conflict do nothing");
  await expect(db.execute("insert into people values ('+355691234567')")).rejects.toThrow();
  await close(db);
  await server.stop();
  expect(readFileSync(join(folder, "postgres.log"), "utf8")).not.toContain("355691234567");
  for (const name of ["database.json", "where.json", "postgres.log"])
    expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
  expect(existsSync(join(folder, "first-password"))).toBe(false);
});
