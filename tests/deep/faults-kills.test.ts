import { existsSync, readdirSync, readFileSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { contextFor } from "#app/context.server";
import { refreshEnvironment } from "#app/env.server";
import { clearFiles } from "#app/files/clear-files.server";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { previewImport } from "#app/training/imports/preview-import.server";
import { close, connect } from "#db/client.server";
import { buildEvent, buildMember } from "#db/seeds/build.server";
import { certifiedEvent, heldEvent } from "#tests/bench/held-event";
import { caller, helpAnswers, paperForm } from "#tests/support/caller";
import { type TestDatabase, testDatabase } from "#tests/support/database";
import { type DatabaseWire, openDatabaseWire } from "#tests/support/database-wire";
import { emptyDatabase } from "#tests/support/empty-database";
import { pdf } from "#tests/support/hostile-files";
import { networkOn } from "#tests/support/network";
import { endPrograms, eventually, newFolder, type Program, startProgram } from "#tests/support/program";

let db: TestDatabase;
let wire: DatabaseWire;
const folder = newFolder();

beforeAll(async () => {
  db = await testDatabase();
  wire = await openDatabaseWire(db.databaseUrl);
  await start();
});
afterEach(() => wire.release());
afterAll(async () => {
  await endPrograms();
  await stopSendingBoss();
  await wire.close();
});

let app: Program;

async function start(port?: string): Promise<void> {
  app = await startProgram({
    DATA_DIR: folder,
    DATABASE_URL: wire.through(db.databaseUrl),
    DATABASE_OWNER_URL: wire.through(db.ownerUrl),
    ...(port && { PORT: port }),
  });
  await app.ready();
}

/** Everything dies at once and is started again on the same port. */
async function killEverything(): Promise<void> {
  app.signalAll("SIGKILL");
  await app.ended;
  wire.release();
  await start(new URL(app.address).port);
}

const count = async (table: string) =>
  Number((await db.owner.execute<{ rows: number }>(sql.raw(`select count(*)::int as rows from ${table}`)))[0]?.rows);

test("between commit and answer: a request is there once, and its receipt comes at the second try", async () => {
  const person = await caller(app.address);
  for (const [question, fields] of helpAnswers)
    expect((await person.post(`/help/request/${question}`, fields)).status).toBe(303);
  const committed = wire.holdAfterCommitOf(/insert into "aid_requests"/);
  const sent = person.post("/help/request/check").catch(() => "no answer");
  await committed;
  await killEverything();
  expect(await sent).toBe("no answer");
  expect(await count("aid_requests")).toBe(1);

  expect((await person.post("/help/request/check")).location).toContain("/help/request/done");
  expect((await person.get("/help/request/done")).body).toMatch(/\d{4}/);
  expect(await count("aid_requests")).toBe(1);
  expect(await count("audit_events where action = 'submit-request'")).toBe(1);
});

test("between commit and answer: certificates are issued once, without a gap", async () => {
  const { manager, event } = await heldEvent(db, 30);
  await db.owner.execute(sql`
    insert into presence_observations (sitting_id, enrolment_id, mark, channel, observed_at, received_at)
    select s.id, e.id, 'present', 'import', now(), now() from sittings s join enrolments e on e.event_id = s.event_id
    where s.event_id = ${event.id}`);
  const asManager = await caller(app.address, manager.account);
  const committed = wire.holdAfterCommitOf(/insert into "certificates"/);
  const issued = asManager.post(`/manage/events/${event.id}/certificates`).catch(() => "no answer");
  await committed;
  await killEverything();
  expect(await issued).toBe("no answer");
  expect([303, 400]).toContain((await asManager.post(`/manage/events/${event.id}/certificates`)).status);
  const [row] = await db.owner.execute(sql`
    select count(*)::int as issued, count(distinct person_id)::int as people, max(serial) - min(serial) + 1 as span
    from certificates where event_id = ${event.id}`);
  expect(row).toEqual({ issued: 30, people: 30, span: 30 });
});

test("a worker killed between file and row draws the rest, and nothing twice", async () => {
  const kept = wire.holdBefore(/update "certificates" set "pdf_sha256"/);
  const { event } = await certifiedEvent(db, 40);
  await kept;
  const before = keptFiles();
  expect(before.length).toBeGreaterThan(0);
  const worker = app.childPid("work.server.ts");
  process.kill(worker, "SIGKILL");
  wire.release();
  await eventually(
    async () => (await count(`certificates where event_id = '${event.id}' and pdf_sha256 is null`)) === 0,
    150_000,
    app.output,
  );
  expect(app.childPid("work.server.ts")).not.toBe(worker);
  const named = await db.owner.execute<{ name: string }>(sql`
    select distinct encode(pdf_sha256, 'hex') as name from certificates where event_id = ${event.id}`);
  expect(named).toHaveLength(40);
  const files = new Set(keptFiles());
  for (const { name } of named) expect(files).toContain(name);
  const [drawn] = await db.owner.execute<{ rows: number }>(sql`
    select sum(count)::int as rows from audit_events
    where action = 'store-certificate-pdfs' and subject_id = ${event.id}`);
  expect(drawn?.rows).toBe(40);
});

function keptFiles(): string[] {
  return readdirSync(join(folder, "files"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /^[0-9a-f]{64}$/.test(entry.name))
    .map((entry) => entry.name);
}

test("a paper between its file and its row: none is listed, the second try brings it, the stray is set aside", async () => {
  const network = networkOn(db);
  const desk = await network.desk();
  const path = `/desk/requests/${await network.request(desk)}/documents`;
  const asDesk = await caller(app.address, { id: desk.accountId, roles: ["coordinator"] });
  const inside = wire.holdBefore(/insert into "documents"/);
  const sent = asDesk.post(path, paperForm(pdf())).catch(() => "no answer");
  await inside;
  const [stray = "", ...others] = sealedFiles();
  expect([stray === "", others]).toEqual([false, []]);
  await killEverything();
  expect(await sent).toBe("no answer");
  expect(await count("documents")).toBe(0);

  expect((await asDesk.post(path, paperForm(pdf()))).status).toBe(303);
  const [row] = await db.owner.execute<{ id: string }>(sql`select file_id as id from documents`);
  expect(sealedFiles().sort()).toEqual([stray, row?.id].sort());
  expect(await count("audit_events where action = 'add-document'")).toBe(1);
  const place = (id: string) => join(folder, "files/sealed", id.slice(0, 2), id);
  const then = new Date(Date.now() - 2 * 86_400_000);
  for (const id of sealedFiles()) utimesSync(place(id), then, then);
  process.env.DATA_DIR = folder;
  refreshEnvironment();
  expect(await clearFiles(contextFor({ kind: "system" }, new Date(), db.app))).toMatchObject({ setAside: 1 });
  expect(sealedFiles()).toEqual([row?.id]);
  expect(existsSync(join(folder, "files/incoming", `aside-${stray}`))).toBe(true);
});

const sealedFiles = () =>
  readdirSync(join(folder, "files/sealed"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

test("inside an import: nothing of it is there, and the second try brings all of it", async () => {
  const manager = await buildMember(db.owner, "training_manager");
  const at = (hour: number) => new Date(Date.UTC(2026, 4, 27, hour));
  const event = await buildEvent(db.owner, {
    seats: 2_000,
    sittings: [6, 8, 10, 12].map((hour) => ({ startsAt: at(hour), endsAt: at(hour + 1) })),
  });
  const content = readFileSync("tests/support/samples/pjesemarresit-1000.csv");
  const context = contextFor(manager.actor, new Date(), db.app);
  const preview = await previewImport(context, { eventId: event.id, fileName: "lista.csv", content });
  if (!preview.ok) throw new Error(preview.reason);
  const listed = "people where id not in (select person_id from accounts)";
  const people = await count(listed);
  const own = `enrolments where event_id = '${event.id}'`;
  const path = `/manage/events/${event.id}/imports/${preview.importId}/confirmation`;

  const asManager = await caller(app.address, manager.account);
  const inside = wire.holdBefore(/insert into presence_observations/);
  const confirmed = asManager.post(path).catch(() => "no answer");
  await inside;
  await killEverything();
  expect(await confirmed).toBe("no answer");
  await eventually(async () => (await count("pg_stat_activity where state like 'idle in transaction%'")) === 0);
  expect([await count(listed), await count(own)]).toEqual([people, 0]);

  await Promise.all([asManager.post(path), asManager.post(path)]);
  expect([await count(listed), await count(own)]).toEqual([people + 1000, 1000]);
});

test("inside a migration, and while the queues are made: the next start goes on", async () => {
  const ends: (() => Promise<void>)[] = [];
  const empty = await emptyDatabase(inject("testServer"), (end) => ends.push(end));
  const emptyWire = await openDatabaseWire(empty.databaseUrl);
  const environment = {
    DATA_DIR: newFolder(),
    DATABASE_URL: emptyWire.through(empty.databaseUrl),
    DATABASE_OWNER_URL: emptyWire.through(empty.ownerUrl),
  };
  for (const place of [/create policy/i, /create table pgboss|create schema .*pgboss/i, /insert into "regions"/i]) {
    const reached = emptyWire.holdBefore(place);
    const victim = await startProgram(environment);
    await reached;
    victim.signalAll("SIGKILL");
    await victim.ended;
    emptyWire.release();
  }
  const last = await startProgram(environment);
  await last.ready();
  const owner = connect(empty.ownerUrl, { max: 1 });
  const tables = (at: typeof owner) =>
    at.execute(sql`select schemaname, tablename from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema') order by 1, 2`);
  const rows = (at: typeof owner) => at.execute(sql`select count(*)::int as rows from deadline_rules`);
  expect([...(await tables(owner))]).toEqual([...(await tables(db.owner))]);
  expect([...(await rows(owner))]).toEqual([...(await rows(db.owner))]);
  await close(owner);
  last.signalAll("SIGKILL");
  await last.ended;
  await emptyWire.close();
  for (const end of ends) await end();
});
