import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { contextFor, inTransaction } from "#app/context.server";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { queueMessage } from "#app/notifications/queue-message.server";
import { sendAgain } from "#app/notifications/send-again.server";
import { outboxMessages } from "#db/schema/messages";
import { buildAccount, buildMember } from "#db/seeds/build.server";
import { type TestDatabase, testDatabase } from "#tests/support/database";
import { endPrograms, eventually, newFolder, type Program, startProgram } from "#tests/support/program";

let db: TestDatabase;
const closing: (() => void)[] = [];

beforeAll(async () => {
  db = await testDatabase();
});
beforeEach(async () => {
  await db.owner.delete(outboxMessages);
});
afterAll(async () => {
  await endPrograms();
  await stopSendingBoss();
  for (const close of closing) close();
});

const system = () => contextFor({ kind: "system" }, new Date(), db.app);

async function queueMail(): Promise<string> {
  const { id } = await buildAccount(db.owner);
  const message = { kind: "second_factor_changed", recipientKind: "account", recipientId: id } as const;
  await inTransaction(system(), (tx) => queueMessage(tx, { ...message, deduplicationKey: id }));
  const [row] = await db.owner.select().from(outboxMessages).where(eq(outboxMessages.recipientId, id));
  return row?.id ?? "";
}

const rowOf = async (id: string) => (await db.owner.select().from(outboxMessages).where(eq(outboxMessages.id, id)))[0];
/** As if the waiting time had passed. */
const later = () => db.owner.update(outboxMessages).set({ notBefore: null });
const wake = () => db.owner.execute(sql`update pgboss.job set start_after = now() where state in ('created', 'retry')`);

function worker(environment: Record<string, string>): Promise<Program> {
  const { databaseUrl, ownerUrl } = db;
  const own = { PORT: "3999", DATA_DIR: newFolder(), DATABASE_URL: databaseUrl, DATABASE_OWNER_URL: ownerUrl };
  return startProgram({ ...own, ...environment }, "app/operations/work.server.ts");
}

async function killed(victim: Program): Promise<void> {
  victim.signalAll("SIGKILL");
  await victim.ended;
}

/** A mail server that can be told to wait before a step, and never to answer it. */
async function smtpServer() {
  const state = { waitsAt: "" as "" | "sender" | "end", reached: 0, mails: [] as string[] };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onMailFrom(_address, _session, done) {
      state.reached += 1;
      if (state.waitsAt !== "sender") done();
    },
    onData(stream, _session, done) {
      let mail = "";
      stream.on("data", (part) => (mail += part));
      stream.on("end", () => {
        state.mails.push(mail);
        if (state.waitsAt !== "end") done();
      });
    },
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  return { ...state, state, url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}` };
}

test("SMTP, killed before the last word: sent once by the next worker", async () => {
  const { state, url } = await smtpServer();
  state.waitsAt = "sender";
  const id = await queueMail();
  const first = await worker({ SMTP_URL: url });
  await eventually(async () => state.reached === 1, 60_000, first.output);
  // While a provider thinks, nothing is held in the database, and nothing is handed over.
  await pause(500);
  const [held] = await db.owner.execute<{ rows: number }>(sql`
    select count(*)::int as rows from pg_stat_activity
    where datname = current_database() and state like 'idle in transaction%'`);
  expect(held?.rows).toBe(0);
  expect(await rowOf(id)).toMatchObject({ state: "waiting", outcome: "sending", attempts: 1 });
  await killed(first);
  state.waitsAt = "";
  await later();
  const second = await worker({ SMTP_URL: url });
  await eventually(async () => (await rowOf(id))?.state === "sent", 90_000, second.output);
  expect(state.mails).toHaveLength(1);
  await killed(second);
});

test("SMTP, killed between send and mark: never sent twice by itself, shown as uncertain, sent again on demand", async () => {
  const { state, url } = await smtpServer();
  state.waitsAt = "end";
  const id = await queueMail();
  const first = await worker({ SMTP_URL: url });
  await eventually(async () => state.mails.length === 1, 60_000, first.output);
  await killed(first);
  state.waitsAt = "";
  expect(await rowOf(id)).toMatchObject({ state: "failed", outcome: "unconfirmed" });
  await later();
  const other = await queueMail();
  const second = await worker({ SMTP_URL: url });
  await eventually(async () => (await rowOf(other))?.state === "sent", 90_000, second.output);
  expect(state.mails).toHaveLength(2);
  const administrator = await buildMember(db.owner, "administrator");
  const asAdministrator = contextFor(administrator.actor, new Date(), db.app);
  expect(await sendAgain(asAdministrator, { messageId: id })).toEqual({ ok: true });
  expect(await sendAgain(asAdministrator, { messageId: id })).toEqual({ ok: false, reason: "not_failed" });
  await wake();
  await eventually(async () => (await rowOf(id))?.state === "sent", 90_000, second.output);
  expect(state.mails.filter((mail) => mail.includes(`Message-ID: <${id}@`))).toHaveLength(2);
  await killed(second);
});

test("Resend, killed between send and mark: said twice under one key, delivered once", async () => {
  const keys: string[] = [];
  const bodies = new Set<string>();
  let silent = true;
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => (body += part));
    request.on("end", () => {
      keys.push(String(request.headers["idempotency-key"]));
      bodies.add(body);
      if (silent) return;
      response.writeHead(200, { "Content-Type": "application/json" });
      response.end(JSON.stringify({ id: "mail-1" }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  const environment = {
    RESEND_API_KEY: "re_test",
    RESEND_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  };
  const id = await queueMail();
  const first = await worker(environment);
  await eventually(async () => keys.length === 1, 60_000, first.output);
  await killed(first);
  silent = false;
  await later();
  const second = await worker(environment);
  await eventually(async () => (await rowOf(id))?.state === "sent", 90_000, second.output);
  expect(keys).toEqual([id, id]);
  expect(bodies.size).toBe(1);
  await killed(second);
});
