import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { codeAt } from "#app/accounts/authenticator-apps.server";
import { beginAuthenticatorApp } from "#app/accounts/begin-authenticator-app.server";
import { confirmAuthenticatorApp, giveCode } from "#app/accounts/give-code.server";
import { secretToSetUp } from "#app/accounts/second-factor-queries.server";
import { verifyAudit } from "#app/audit/verify-audit.server";
import { contextFor } from "#app/context.server";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { clearExpired } from "#app/jobs/clear-expired.server";
import { submitRequest } from "#app/legal-aid/aid-requests/submit-request.server";
import { endOffers } from "#app/legal-aid/offers/end-offers.server";
import { applyRetention } from "#app/protection/apply-retention.server";
import { limitAttempts } from "#app/protection/rate-limit.server";
import { outboxMessages } from "#db/schema/messages";
import { offers } from "#db/schema/offers";
import { buildMember } from "#db/seeds/build.server";
import { caller, helpAnswers } from "#tests/support/caller";
import { type TestDatabase, testDatabase } from "#tests/support/database";
import { filing } from "#tests/support/filings";
import { changedTables, fingerprint } from "#tests/support/hostile";
import { minutes, monday, networkOn } from "#tests/support/network";
import { endPrograms, eventually, newFolder, type Program, startProgram } from "#tests/support/program";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const folder = newFolder();
const clock = join(folder, "clock");
let db: TestDatabase;
let app: Program;

beforeAll(async () => {
  db = await testDatabase();
  writeFileSync(clock, "0");
  app = await startProgram({
    DATA_DIR: folder,
    DATABASE_URL: db.databaseUrl,
    DATABASE_OWNER_URL: db.ownerUrl,
    CLOCK_FILE: clock,
    NODE_OPTIONS: `--import ${pathToFileURL("tests/support/shifted-clock.mjs").href}`,
  });
  await app.ready();
});
afterEach(async () => {
  vi.useRealTimers();
  await move(0);
});
afterAll(async () => {
  await endPrograms();
  await stopSendingBoss();
});

/** Moves the clock of the running program and waits until every process has seen it. */
async function move(milliseconds: number): Promise<void> {
  writeFileSync(clock, String(milliseconds));
  await new Promise((resolve) => setTimeout(resolve, 400));
}

test("the program's clock jumps: sign-ins end by it, none is longer than it may be, and pages stay pages", async () => {
  const { account } = await buildMember(db.owner, "training_manager");
  const idle = await caller(app.address, account);
  const awake = await caller(app.address, account);
  expect((await idle.get("/manage")).status).toBe(200);
  await move(-DAY);
  for (const path of ["/", "/trainings", "/manage", "/manage/events", "/help", "/verify"])
    expect((await awake.get(path)).status).toBe(200);
  const course = { titleSq: "Ora", titleEn: "Clock", kind: "training", minutes: "60", lateMinutes: "5" };
  const made = await awake.post("/manage/courses/new", { ...course, certificatePercent: "80", state: "published" });
  expect(made.status).toBe(303);
  await move(40 * MINUTE);
  expect(await idle.get("/manage")).toMatchObject({ status: 303, location: expect.stringContaining("/sign-in") });
  await move(0);
  expect((await idle.get("/manage")).status).toBe(303);
  const [longest] = await db.owner.execute<{ hours: number }>(sql`
    select max(extract(epoch from ends_at - now()) / 3600)::float as hours from sign_ins`);
  expect(longest?.hours ?? 0).toBeLessThanOrEqual(10);
  // The jobs go on under every clock.
  await eventually(async () => {
    const [row] = await db.owner.execute<{ failed: number; done: number }>(sql`
      select count(*) filter (where state = 'failed')::int as failed,
        count(*) filter (where state = 'completed')::int as done from pgboss.job`);
    expect(row?.failed).toBe(0);
    return (row?.done ?? 0) > 0;
  }, 90_000);
  expect(app.output()).not.toContain('"failure"');
});

test("an offer ends once, however the clock goes, and the log stays whole", async () => {
  const network = networkOn(db);
  const desk = await network.desk();
  await network.lawyer();
  const requestId = await network.request(desk);
  await network.offer(desk, requestId);
  const long = minutes(3 * 24 * 60);
  for (const now of [long, monday, minutes(-DAY / MINUTE), long, minutes(1)]) await endOffers(network.system(now));
  const states = await db.owner.select({ state: offers.state }).from(offers).where(eq(offers.requestId, requestId));
  expect(states).toEqual([{ state: "expired" }]);
  const ended = await db.owner.execute(sql`
    select 1 from offer_moves m join offers o on o.id = m.offer_id
    where o.request_id = ${requestId} and m.to_state = 'expired'`);
  expect(ended).toHaveLength(1);
  expect((await verifyAudit(db.app, [])).fault).toBeFalsy();
});

test("who tried too often under a wrong clock is not kept out for as long as it was wrong", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 2 * DAY });
  const tryOnce = () =>
    limitAttempts("second_factor", "somebody").then(
      () => 200,
      (refusal: Response) => refusal.status,
    );
  // The running program's clock is right: once a minute its worker clears what stands here, also between two tries.
  await eventually(async () => {
    for (let attempt = 0; attempt < 11; attempt++) await tryOnce();
    return (await tryOnce()) === 429;
  });
  vi.useRealTimers();
  await clearExpired(contextFor({ kind: "system" }, new Date(), db.app));
  expect(await tryOnce()).toBe(200);
});

test("a clock 400 days ahead and back: receipts open, no draft, session or sign-in outlives it, no night's work", async () => {
  const requested = await submitRequest(contextFor({ kind: "anyone" }, new Date(), db.app), {
    source: "public_form",
    filing: filing(),
  });
  const { locator = "", secret = "" } = (requested.ok && requested.receipt) || {};
  const enter = async () => {
    const person = await caller(app.address);
    expect((await person.post("/help/status", { locator, receipt_digits: secret })).status).toBe(303);
    expect((await person.get("/help/status/messages")).status).toBe(200);
    return person;
  };
  const beginDraft = async () => {
    const person = await caller(app.address);
    for (const [question, fields] of helpAnswers.slice(0, 3))
      expect((await person.post(`/help/request/${question}`, fields)).status).toBe(303);
    expect((await person.get("/help/request/reach")).status).toBe(200);
    return person;
  };
  const { account } = await buildMember(db.owner, "coordinator");
  const before = [await enter(), await beginDraft()] as const;
  await move(400 * DAY);
  expect((await before[0].get("/help/status/messages")).status, "her session has ended").toBe(303);
  expect((await before[1].get("/help/request/reach")).status, "her draft has ended").not.toBe(200);
  const during = [await enter(), await beginDraft()] as const;
  // This process believes it, too.
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 400 * DAY });
  const member = await caller(app.address, account);
  const system = contextFor({ kind: "system" }, new Date(), db.app);
  // The program goes on sending meanwhile: of its messages no more is asked than that none is gone.
  const messages = async () =>
    (await db.owner.select({ id: outboxMessages.id }).from(outboxMessages)).map(({ id }) => id);
  const kept = { tables: await fingerprint(db), messages: await messages() };
  await expect(applyRetention(system)).rejects.toThrow("far ahead");
  const touched = changedTables(kept.tables, await fingerprint(db)).filter((table) => table !== "outbox_messages");
  expect(touched, "the night's work touches nothing").toEqual([]);
  expect(await messages()).toEqual(expect.arrayContaining(kept.messages));
  expect((await member.get("/desk")).status).toBe(200);
  vi.useRealTimers();
  await move(0);
  await clearExpired(contextFor({ kind: "system" }, new Date(), db.app));
  expect((await during[0].get("/help/status/messages")).status, "no session outlives the wrong clock").toBe(303);
  expect((await during[1].get("/help/request/reach")).status, "no draft does").not.toBe(200);
  expect((await member.get("/desk")).status, "no sign-in does").toBe(303);
  await enter();
  expect((await verifyAudit(db.app, [])).fault).toBeFalsy();
}, 120_000);

test("a code that was taken under a clock 400 days ahead does not lock its owner out behind it", async () => {
  const { actor } = await buildMember(db.owner, "coordinator");
  const at = (when: Date) => contextFor(actor, when, db.app);
  const now = new Date();
  const later = (milliseconds: number) => new Date(now.getTime() + milliseconds);
  await beginAuthenticatorApp(at(now));
  const secret = ((await secretToSetUp(at(now)))?.secret ?? "").replaceAll(" ", "");
  const give = (when: Date) => giveCode(at(when), { code: codeAt(secret, when) });
  expect((await confirmAuthenticatorApp(at(now), { code: codeAt(secret, now) })).ok).toBe(true);
  expect((await give(later(400 * DAY))).ok).toBe(true);
  expect((await give(later(400 * DAY))).ok, "the same step again").toBe(false);
  expect((await give(later(MINUTE))).ok, "the clock is right again").toBe(true);
  expect((await give(later(MINUTE))).ok, "once").toBe(false);
  expect((await give(now)).ok, "none before it").toBe(false);
});
