import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { close, connect, setDatabase } from "#db/client.server";
import { startEmbedded } from "#db/embedded.server";
import { buildMember } from "#db/seeds/build.server";
import { certifiedEvent } from "#tests/bench/held-event";
import { caller, paperForm } from "#tests/support/caller";
import { type TestDatabase, testDatabase } from "#tests/support/database";
import { pdf } from "#tests/support/hostile-files";
import { networkOn } from "#tests/support/network";
import { dataFolderOf, endPrograms, eventually, newFolder, type Program, startProgram } from "#tests/support/program";

let db: TestDatabase;
const mounts: string[] = [];

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(async () => {
  await endPrograms();
  await stopSendingBoss();
  for (const place of mounts) {
    execFileSync("umount", ["-l", place]);
    rmSync(place, { recursive: true, force: true });
  }
});

/** What a process may write into one file: a full disk for it alone. Node answers with EFBIG. */
function limitFiles(pid: number, bytes: number | "unlimited"): void {
  execFileSync("prlimit", ["--pid", String(pid), `--fsize=${bytes}:unlimited`]);
}

test("no room for files: certificates wait without half a row, the log loses lines and not the server", async () => {
  const folder = newFolder();
  const log = join(folder, "perkrah.log");
  const app = await startProgram({
    DATA_DIR: folder,
    DATABASE_URL: db.databaseUrl,
    DATABASE_OWNER_URL: db.ownerUrl,
    LOG_FILE: log,
    LOG_LEVEL: "info",
  });
  await app.ready();
  const worker = app.childPid("work.server.ts");
  for (const pid of [app.pid, worker]) limitFiles(pid, 1);
  const { event, manager } = await certifiedEvent(db, 30);
  const asManager = await caller(app.address, manager.account);
  const rows = async () =>
    (
      await db.owner.execute<{ without: number; with: number }>(sql`
        select count(*) filter (where pdf_sha256 is null)::int as without,
          count(*) filter (where pdf_sha256 is not null)::int as with from certificates where event_id = ${event.id}`)
    )[0];
  await eventually(async () => {
    const [job] = await db.owner.execute<{ tried: boolean }>(sql`
      select exists (select 1 from pgboss.job where name = 'render-certificates' and state in ('retry', 'failed')) as tried`);
    return job?.tried ?? false;
  }, 60_000);
  expect(await rows()).toEqual({ without: 30, with: 0 });
  for (const path of ["/", `/manage/events/${event.id}/certificates`, "/trainings"])
    expect((await asManager.get(path)).status).toBe(200);
  const logged = statSync(log).size;
  for (const pid of [app.pid, worker]) limitFiles(pid, "unlimited");
  await eventually(async () => (await rows())?.with === 30, 120_000, app.output);
  expect(app.childPid("work.server.ts")).toBe(worker);
  await eventually(async () => (await asManager.get("/trainings")).status === 200 && statSync(log).size > logged);
  app.signalAll("SIGTERM");
  expect(await app.ended).toBe(0);
});

test("no room for a paper, at its first byte or in its middle: 503, no row, no file; with room again it is taken", async () => {
  const folder = newFolder();
  const app = await startProgram({ DATA_DIR: folder, DATABASE_URL: db.databaseUrl, DATABASE_OWNER_URL: db.ownerUrl });
  await app.ready();
  const network = networkOn(db);
  const desk = await network.desk();
  const path = `/desk/requests/${await network.request(desk)}/documents`;
  const asDesk = await caller(app.address, { id: desk.accountId, roles: ["coordinator"] });
  const paper = pdf({ body: `% ${" ".repeat(300_000)}` });
  const there = async () => {
    const [rows] = await db.owner.execute<{ count: number }>(sql`select count(*)::int as count from documents`);
    const files = existsSync(join(folder, "files"))
      ? readdirSync(join(folder, "files"), { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
      : [];
    return [rows?.count, files.length];
  };
  for (const bytes of [1, 100_000]) {
    limitFiles(app.pid, bytes);
    const answer = await asDesk.post(path, paperForm(paper));
    expect(answer.status, `${bytes} bytes`).toBe(503);
    expect(Number(answer.retryAfter)).toBeGreaterThan(0);
    expect(answer.body).toContain("Për çastin nuk mund të");
    expect(await there()).toEqual([0, 0]);
  }
  limitFiles(app.pid, "unlimited");
  expect((await asDesk.post(path, paperForm(paper))).status).toBe(303);
  expect(await there()).toEqual([1, 1]);
  app.signalAll("SIGTERM");
  expect(await app.ended).toBe(0);
});

/** A folder on a disk of its own; undefined where this machine lets nobody mount. */
function smallDisk(): string | undefined {
  if (process.getuid?.() !== 0 || process.platform !== "linux") return undefined;
  const place = `/var/lib/perkrah/small${process.pid}`;
  mkdirSync(place, { recursive: true });
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=160m,mode=755", "tmpfs", place], { stdio: "ignore" });
    mounts.push(place);
    return place;
  } catch {
    rmSync(place, { recursive: true });
    return undefined;
  }
}

const disk = smallDisk();

test.runIf(disk)(
  "the database's disk is full: 503 and the truth; with room again it goes on, everything is there",
  async () => {
    const folder = newFolder();
    writeFileSync(join(folder, "where.json"), JSON.stringify({ database: `${disk}/database/data` }));
    const environment = { DATA_DIR: folder, DATABASE_URL: "", DATABASE_OWNER_URL: "" };
    const app: Program = await startProgram(environment);
    await app.ready();
    expect(dataFolderOf(folder)).toBe(`${disk}/database/data`);
    const server = await startEmbedded({ folder });
    const [owner, application] = [connect(server.ownerUrl, { max: 2 }), connect(server.databaseUrl, { max: 2 })];
    setDatabase(application);
    const { account } = await buildMember(owner, "training_manager");
    const manager = await caller(app.address, account);
    const acknowledged: string[] = [];
    const write = async () => {
      const title = `disk ${acknowledged.length} ${Math.random()}`;
      const fields = { titleSq: title, titleEn: title, kind: "training", minutes: "60", lateMinutes: "5" };
      const long = { summarySq: "ë".repeat(1_900), summaryEn: "x".repeat(1_900) };
      const answer = await manager.post("/manage/courses/new", {
        ...fields,
        ...long,
        certificatePercent: "80",
        state: "published",
      });
      if (answer.status === 303) acknowledged.push(title);
      return answer;
    };
    expect((await write()).status).toBe(303);
    const filler = join(disk ?? "", "filler");
    const { bavail, bsize } = statfsSync(disk ?? "");
    writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - 64 * 1024)));
    let answer = await write();
    for (let tries = 0; tries < 400 && answer.status === 303; tries++) answer = await write();
    expect(answer.status).toBe(503);
    expect(Number(answer.retryAfter)).toBeGreaterThan(0);
    expect(answer.body).toMatch(/Për çastin nuk mund të|Nuk dimë nëse u ruajt/);
    rmSync(filler);
    await eventually(async () => (await write()).status === 303, 90_000, app.output);
    const titles = async () =>
      (await owner.execute<{ title: string }>(sql`select title_sq as title from courses`)).map(({ title }) => title);
    let kept: string[] = [];
    await eventually(async () => {
      kept = await titles();
      return true;
    });
    expect(kept).toEqual(expect.arrayContaining(acknowledged));
    expect(new Set(kept).size).toBe(kept.length);
    await Promise.all([close(owner), close(application)]);
    await server.stop();
    app.signalAll("SIGTERM");
    expect(await app.ended).toBe(0);
    expect(existsSync(join(disk ?? "", "database/data/postmaster.pid"))).toBe(false);
  },
);
