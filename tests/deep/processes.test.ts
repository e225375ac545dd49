import { execFileSync } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { startTestApp, type TestApp } from "#tests/support/app";

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp(inject("testServer"), { environment: { WEB_PROCESSES: "2" } });
});
afterAll(() => app.stop());

/** The processes that answer requests. */
function webProcesses(): number[] {
  const all = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" }).split("\n");
  return all.flatMap((line) => {
    const [, pid, parent, args = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return Number(parent) === app.pid && args.includes("web-process.server.ts") ? [Number(pid)] : [];
  });
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 20_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error("it did not happen within 20 seconds");
    await pause(100);
  }
}

/** One request on a connection of its own, so that the processes take turns. */
const ask = (path: string) =>
  fetch(`${app.address}${path}`, { headers: { connection: "close" }, signal: AbortSignal.timeout(10_000) });

async function counted(): Promise<number> {
  const text = await (await ask("/metrics")).text();
  return Number(/^http_request_duration_ms_count (\d+)$/m.exec(text)?.[1]);
}

test("operators read the sum of all processes", async () => {
  await until(async () => {
    const before = await counted();
    for (let asked = 0; asked < 10; asked += 1) await ask("/healthz");
    return (await counted()) >= before + 10;
  });
  // Whoever answers, says the same.
  const figures = [await counted(), await counted(), await counted(), await counted()];
  expect(figures.toSorted((a, b) => a - b)).toEqual(figures);
});

test("one process killed, the other answers, and a new one takes its place", async () => {
  await until(() => webProcesses().length === 2);
  await pause(1_000);
  const [first = 0, second = 0] = webProcesses();
  process.kill(first, "SIGKILL");
  // What the killed one had taken is lost with it, and nothing else.
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask("/verify").catch(() => undefined)));
  expect(answers.filter((answer) => answer?.status !== 200).length).toBeLessThanOrEqual(1);
  for (let asked = 0; asked < 10; asked += 1) expect((await ask("/verify")).status).toBe(200);
  await until(() => webProcesses().length === 2);
  expect(webProcesses()).toContain(second);
  expect(webProcesses()).not.toContain(first);
});
