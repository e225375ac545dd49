import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { eq } from "drizzle-orm";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { contextFor, inTransaction } from "#app/context.server";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { resendTransport, smtpTransport } from "#app/notifications/mail-transport.server";
import { queueMessage } from "#app/notifications/queue-message.server";
import { renderMessage } from "#app/notifications/render-message.server";
import { sendMessages } from "#app/notifications/send-messages.server";
import { outboxMessages } from "#db/schema/messages";
import { buildAccount, buildEnrolment, buildEvent, buildPerson } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";

const { app, owner } = await testDatabase();
const closing: (() => void)[] = [];
afterAll(async () => {
  for (const close of closing) close();
  await stopSendingBoss();
});

const system = contextFor({ kind: "system" }, new Date(), app);
const only = async () => (await owner.select().from(outboxMessages))[0];

async function queueOffer(accountId: string) {
  await inTransaction(system, (tx) =>
    queueMessage(tx, {
      kind: "offer_made",
      recipientKind: "account",
      recipientId: accountId,
      deduplicationKey: `offer:${accountId}`,
    }),
  );
}

/** A real SMTP server that keeps what it gets. */
async function smtpServer(): Promise<{ url: string; mails: string[] }> {
  const mails: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, _session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        mails.push(Buffer.concat(parts).toString("utf8"));
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  return { url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, mails };
}

/** Resend's interface: JSON over HTTP, an idempotency key that makes a repeated mail the same mail. */
async function resendServer(
  statuses: number[] = [],
): Promise<{ url: string; mails: Map<string, { to: string; subject: string; text: string }> }> {
  const mails = new Map();
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => (body += part));
    request.on("end", () => {
      const status = statuses.shift() ?? 200;
      response.writeHead(status, { "Content-Type": "application/json" });
      if (status !== 200)
        return response.end(
          JSON.stringify({
            name: status === 429 ? "rate_limit_exceeded" : "application_error",
            message: "no",
            statusCode: status,
          }),
        );
      mails.set(request.headers["idempotency-key"], JSON.parse(body));
      return response.end(JSON.stringify({ id: "mail-1" }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, mails };
}

describe("the outbox", () => {
  beforeEach(async () => {
    await owner.delete(outboxMessages);
  });

  it("sends once over SMTP, neutral where it is about legal aid", async () => {
    const account = await buildAccount(owner, { roles: ["lawyer"], person: { givenName: "Ylli" } });
    await queueOffer(account.id);
    await queueOffer(account.id);
    const { url, mails } = await smtpServer();
    expect(await sendMessages(system, smtpTransport(url))).toBe(1);
    expect(await sendMessages(system, smtpTransport(url))).toBe(0);
    expect(mails).toHaveLength(1);
    const row = await only();
    expect(row).toMatchObject({ state: "sent", attempts: 1, outcome: "accepted" });
    expect(mails[0]).toContain(`Message-ID: <${row?.id}@localhost>`);
    expect(mails[0]).toContain(`To: ${account.email}`);
    expect(mails[0]).not.toMatch(/Ylli|ofert|çështj|urgjent|viktim/i);
  });

  it("sends over Resend with the row's id as key, and tries again after 500, 429 and a closed port", async () => {
    const account = await buildAccount(owner);
    await queueOffer(account.id);
    const { url, mails } = await resendServer([500, 429]);
    const later = () => owner.update(outboxMessages).set({ notBefore: null });
    for (const outcome of ["application_error", "rate_limit_exceeded"]) {
      await sendMessages(system, resendTransport("re_test", url));
      expect(await only()).toMatchObject({ state: "waiting", outcome });
      await later();
    }
    await sendMessages(system, smtpTransport("smtp://127.0.0.1:1"));
    expect(await only()).toMatchObject({ state: "waiting", attempts: 3 });
    await later();
    await sendMessages(system, resendTransport("re_test", url));
    const row = await only();
    expect(row).toMatchObject({ state: "sent", attempts: 4 });
    expect([...mails.keys()]).toEqual([row?.id]);
  });

  it("waits after a failure and gives up after eight", async () => {
    const account = await buildAccount(owner);
    await queueOffer(account.id);
    const broken = smtpTransport("smtp://127.0.0.1:1");
    for (let attempt = 1; attempt <= 8; attempt++) {
      expect(await sendMessages(system, broken)).toBe(1);
      expect(await sendMessages(system, broken)).toBe(0);
      await owner.update(outboxMessages).set({ notBefore: null });
    }
    expect(await only()).toMatchObject({ state: "failed", attempts: 8 });
  });

  it("keeps mail where no provider is set and cancels what nobody can get", async () => {
    const account = await buildAccount(owner);
    await queueOffer(account.id);
    await sendMessages(system, null);
    expect(await only()).toMatchObject({ state: "kept", outcome: "no_provider" });
    await owner.delete(outboxMessages);
    const suspended = await buildAccount(owner, { account: { state: "suspended" } });
    await queueOffer(suspended.id);
    await sendMessages(system, null);
    expect(await only()).toMatchObject({ state: "cancelled", outcome: "no_recipient" });
  });

  it("is sent by many workers at once exactly once", async () => {
    const accounts = await Promise.all(Array.from({ length: 12 }, () => buildAccount(owner)));
    for (const account of accounts) await queueOffer(account.id);
    const { url, mails } = await smtpServer();
    await Promise.all(Array.from({ length: 4 }, () => sendMessages(system, smtpTransport(url))));
    expect(mails).toHaveLength(12);
    expect(new Set(mails.map((mail) => /Message-ID: (\S+)/.exec(mail)?.[1])).size).toBe(12);
  });

  it("goes out only if the change that it tells about was kept", async () => {
    const account = await buildAccount(owner);
    const failing = inTransaction(system, async (tx) => {
      await queueMessage(tx, {
        kind: "offer_made",
        recipientKind: "account",
        recipientId: account.id,
        deduplicationKey: "lost",
      });
      throw new Error("rolled back");
    });
    await expect(failing).rejects.toThrow("rolled back");
    expect(await only()).toBeUndefined();
  });
});

describe("the text of a message", () => {
  it("is in the recipient's language, with the training and a link", async () => {
    const event = await buildEvent(owner, { place: "Kukës" });
    const person = await buildPerson(owner, { givenName: "Gëzim", email: "gezim@example.al" });
    const enrolment = await buildEnrolment(owner, event.id, { personId: person.id });
    await inTransaction(system, (tx) =>
      queueMessage(tx, {
        kind: "enrolment_admitted",
        recipientKind: "person",
        recipientId: person.id,
        subjectId: enrolment.id,
        deduplicationKey: "admitted",
      }),
    );
    const [row] = await owner.select().from(outboxMessages).where(eq(outboxMessages.deduplicationKey, "admitted"));
    const message = await renderMessage(system, row?.id ?? "");
    expect(message?.to).toBe("gezim@example.al");
    expect(message?.text).toContain("Përshëndetje Gëzim,");
    expect(message?.text).toContain("Kukës");
    expect(message?.html).toContain(`http://localhost:3000/trainings/${event.slug}?lang=sq`);
  });
});
