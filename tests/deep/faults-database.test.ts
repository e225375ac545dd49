import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { close, connect, setDatabase } from "#db/client.server";
import { startEmbedded } from "#db/embedded.server";
import { buildMember } from "#db/seeds/build.server";
import { type Answer, type Caller, caller } from "#tests/support/caller";
import {
  endPrograms,
  eventually,
  familyOf,
  isAlive,
  newFolder,
  type Program,
  postmasterOf,
  startProgram,
} from "#tests/support/program";

const folder = newFolder();
const writers: (() => Promise<void>)[] = [];
let app: Program;
let manager: Caller;

beforeAll(async () => {
  app = await start();
  await app.ready();
  await onDatabase(async (owner, application) => {
    setDatabase(application);
    const { account } = await buildMember(owner, "training_manager");
    manager = await caller(app.address, account);
  });
});
afterEach(async () => {
  for (const stop of writers.splice(0)) await stop();
});
afterAll(endPrograms);

/** With the database that it brings itself, and nothing invented in it. */
function start(environment: Record<string, string> = {}): Promise<Program> {
  const none = { DATABASE_URL: "", DATABASE_OWNER_URL: "", DATABASE_EMBEDDED: "" };
  return startProgram({ ...none, DATA_DIR: folder, ...(app && { PORT: new URL(app.address).port }), ...environment });
}

async function onDatabase<T>(work: (owner: ReturnType<typeof connect>, app: ReturnType<typeof connect>) => Promise<T>) {
  const server = await startEmbedded({ folder });
  const [owner, application] = [connect(server.ownerUrl, { max: 2 }), connect(server.databaseUrl, { max: 2 })];
  try {
    return await work(owner, application);
  } finally {
    await Promise.all([close(owner), close(application)]);
    await server.stop();
  }
}

const course = (title: string) => ({
  titleSq: title,
  titleEn: title,
  kind: "training",
  minutes: "360",
  lateMinutes: "15",
  certificatePercent: "80",
  state: "published",
});

/** Writes one course after the other, and reads, until told to stop; tells what was acknowledged. */
function keepWriting(name: string) {
  const acknowledged: string[] = [];
  const answers: Answer[] = [];
  let number = 0;
  let stopped = false;
  const write = async () => {
    while (!stopped) {
      const title = `${name} ${++number}`;
      const answer = await manager.post("/manage/courses/new", course(title)).catch(() => undefined);
      if (answer) answers.push(answer);
      if (answer?.location === "/manage/courses") acknowledged.push(title);
      else await pause(100);
    }
  };
  const read = async () => {
    while (!stopped) {
      const answer = await manager.get("/trainings").catch(() => undefined);
      if (answer) answers.push(answer);
      await pause(100);
    }
  };
  const working = Promise.all([write(), write(), write(), read()]);
  const stop = async () => {
    stopped = true;
    await working;
  };
  writers.push(stop);
  return { acknowledged, answers, stop };
}

const titles = (name: string) =>
  onDatabase(async (owner) => {
    const rows = await owner.execute<{ title: string }>(
      sql`select title_sq as title from courses where title_sq like ${`${name} %`}`,
    );
    return rows.map(({ title }) => title);
  });

/** Everybody got an answer in time, the truth and nothing but. */
function expectTruth(answers: readonly Answer[]): void {
  for (const { status, retryAfter, body, milliseconds } of answers) {
    expect([200, 303, 503], app.output()).toContain(status);
    expect(milliseconds).toBeLessThan(9_000);
    if (status !== 503) continue;
    expect(Number(retryAfter)).toBeGreaterThan(0);
    expect(body).toMatch(/Për çastin nuk mund të|Nuk dimë nëse u ruajt/);
  }
}

async function expectWhole(name: string, acknowledged: readonly string[]): Promise<void> {
  const kept = await titles(name);
  expect(new Set(kept).size).toBe(kept.length);
  expect(kept).toEqual(expect.arrayContaining([...acknowledged]));
}

const answersAgain = () => eventually(async () => (await manager.get("/trainings")).status === 200, 60_000, app.output);

test.each(["SIGKILL", "SIGQUIT"] as const)(
  "the database server ends by %s: it comes back by itself",
  async (signal) => {
    const writing = keepWriting(signal);
    await eventually(async () => writing.acknowledged.length > 10);
    const before = writing.acknowledged.length;
    const server = postmasterOf(folder) ?? 0;
    process.kill(server, signal);
    await eventually(async () => writing.answers.some(({ status }) => status === 503));
    await eventually(async () => writing.acknowledged.length > before + 20, 60_000, app.output);
    await writing.stop();
    expect(postmasterOf(folder)).not.toBe(server);
    expectTruth(writing.answers);
    await expectWhole(signal, writing.acknowledged);
    expect(isAlive(app.pid)).toBe(true);
  },
);

test("the database server stands still: pages say so within seconds, and go on with it; so do jobs", async () => {
  const writing = keepWriting("still");
  await eventually(async () => writing.acknowledged.length > 10);
  await eventually(async () => app.childPid("work.server.ts") !== 0);
  const worker = app.childPid("work.server.ts");
  const family = familyOf(postmasterOf(folder) ?? 0);
  for (const pid of family) process.kill(pid, "SIGSTOP");
  await eventually(async () => writing.answers.some(({ status }) => status === 503));
  expect((await fetch(`${app.address}/readyz`)).status).toBe(503);
  expect((await fetch(`${app.address}/healthz`)).status).toBe(200);
  const refused = await manager.post("/manage/courses/new", course("refused"));
  expect(refused.body).toContain("nuk u ruajt");
  const left = await (await caller(app.address)).post("/help/exit");
  expect([left.status, left.location]).toEqual([303, expect.stringMatching(/^https:/)]);
  expect(left.milliseconds).toBeLessThan(4_000);
  for (const pid of family) process.kill(pid, "SIGCONT");
  await answersAgain();
  const before = writing.acknowledged.length;
  await eventually(async () => writing.acknowledged.length > before + 10);
  await writing.stop();
  expectTruth(writing.answers);
  await expectWhole("still", writing.acknowledged);
  expect([isAlive(app.pid), app.childPid("work.server.ts")]).toEqual([true, worker]);
  const since = new Date();
  await eventually(
    () =>
      onDatabase(async (owner) => {
        const [row] = await owner.execute<{ done: boolean }>(sql`
      select exists (select 1 from pgboss.job where state = 'completed' and completed_on > ${since.toISOString()}::timestamptz) as done`);
        return row?.done ?? false;
      }),
    90_000,
  );
});

test("everything is killed at once: the next start has every acknowledged row, and no lock is in its way", async () => {
  const writing = keepWriting("killed");
  await eventually(async () => writing.acknowledged.length > 20);
  const server = postmasterOf(folder) ?? 0;
  app.signalAll("SIGKILL");
  for (const pid of familyOf(server)) process.kill(pid, "SIGKILL");
  await app.ended;
  await writing.stop();
  app = await start();
  await app.ready();
  await expectWhole("killed", writing.acknowledged);
});

test("two starts on one folder: one serves, the other says so and changes nothing", async () => {
  const other = await start({ PORT: "" });
  expect(await other.ended).toBe(1);
  expect(other.output()).toContain(`It is running already: ${app.address}`);
  app.signalAll("SIGKILL");
  await app.ended;
  const both = await Promise.all([start(), start()]);
  const codes = await Promise.race([...both.map((one) => one.ended), pause(90_000, "none ended")]);
  expect(codes).toBe(1);
  const refused = both.find(({ pid }) => !isAlive(pid));
  expect(refused?.output()).toMatch(/is under way|is running already/);
  app = both.find(({ pid }) => isAlive(pid)) as Program;
  await app.ready();
});

test("asked to stop under load, it answers what it has begun, drops nothing, and leaves nothing running", async () => {
  const writing = keepWriting("stopped");
  await eventually(async () => writing.acknowledged.length > 20);
  const server = postmasterOf(folder) ?? 0;
  const children = familyOf(app.pid);
  app.signalAll("SIGTERM");
  // npm passes on what everybody has heard already.
  await pause(200);
  app.signal("SIGTERM");
  expect(await app.ended).toBe(0);
  await writing.stop();
  expectTruth(writing.answers);
  for (const pid of [server, ...children]) expect(isAlive(pid)).toBe(false);
  await expectWhole("stopped", writing.acknowledged);
});

test.each(["SIGTERM", "SIGINT"] as const)(
  "%s while it starts for the first time leaves nothing running",
  async (signal) => {
    for (const after of [400, 1_500, 4_000]) {
      const first = newFolder();
      const begun = await startProgram({ DATA_DIR: first, DATABASE_URL: "", DATABASE_OWNER_URL: "", ORIGIN: "" });
      await eventually(async () => isAlive(begun.pid));
      await pause(after);
      begun.signalAll(signal);
      await begun.ended;
      expect(postmasterOf(first)).toBeUndefined();
    }
  },
);
