import { randomUUID } from "node:crypto";
import { desc, eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { contextFor, inTransaction } from "#app/context.server";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { resendTransport, smtpTransport } from "#app/notifications/mail-transport.server";
import { queueMessage } from "#app/notifications/queue-message.server";
import { renderMessage } from "#app/notifications/render-message.server";
import { sendAgain } from "#app/notifications/send-again.server";
import { sendMessages } from "#app/notifications/send-messages.server";
import { enrolmentPath } from "#app/training/enrolments/enrolment-links.server";
import { signUpForEvent } from "#app/training/enrolments/sign-up-for-event.server";
import { accounts } from "#db/schema/accounts";
import { auditEvents } from "#db/schema/audit";
import { outboxMessages } from "#db/schema/messages";
import { buildAccount, buildEvent, buildMember } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";
import { resendServer, smtpServer } from "#tests/support/mail-servers";

const { app, owner } = await testDatabase();
afterAll(stopSendingBoss);

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

/** What a mailbox that somebody else reads must not show. */
const telling =
  /Ylli|p.?rkrah|rrjet|network|avokat|lawyer|licenc|ofert|offer|koordin|desk|çështj|case|urgjent|urgent|vikti|victim|ligj|legal|ndihm/i;

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
    expect(mails[0]).toContain("From: Njoftime <njoftime@localhost>");
    expect(mails[0]).not.toMatch(telling);
  });

  it("names nobody in any mail about legal aid, in either language", async () => {
    for (const locale of ["sq", "en"] as const)
      for (const kind of [
        "lawyer_applied",
        "lawyer_verified",
        "offer_made",
        "offer_ended",
        "desk_attention",
      ] as const) {
        const account = await buildAccount(owner, { account: { locale }, person: { givenName: "Ylli" } });
        await inTransaction(system, (tx) =>
          queueMessage(tx, {
            kind,
            recipientKind: "account",
            recipientId: account.id,
            deduplicationKey: `${kind}:${locale}`,
          }),
        );
        const [row] = await owner
          .select()
          .from(outboxMessages)
          .where(eq(outboxMessages.deduplicationKey, `${kind}:${locale}`));
        const mail = await renderMessage(system, row?.id ?? "");
        expect(mail?.from).toBe("Njoftime <njoftime@localhost>");
        for (const part of [mail?.subject, mail?.text, mail?.html]) {
          expect(part).toBeTruthy();
          expect(part).not.toMatch(telling);
        }
      }
  });

  it("sends over Resend with the row's id as key, and tries again after 500, 429 and a closed port", async () => {
    const account = await buildAccount(owner);
    await queueOffer(account.id);
    const { url, calls } = await resendServer({ statuses: [500, 429] });
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
    expect(calls).toMatchObject([500, 429, 200].map((status) => ({ key: row?.id, status })));
    expect(calls[2]?.from).toBe("Njoftime <njoftime@localhost>");
  });

  it("waits as long as the provider asks, spares it the others, and takes the first failure of an address for the last", async () => {
    const now = Date.now();
    for (let each = 0; each < 3; each++) await queueOffer((await buildAccount(owner)).id);
    const { url, calls } = await resendServer({ statuses: [429], headers: { "Retry-After": "7" } });
    expect(await sendMessages(system, resendTransport("re_test", url))).toBe(1);
    const rows = await owner.select().from(outboxMessages);
    const asked = rows.find(({ notBefore }) => notBefore);
    const others = rows.filter(({ notBefore }) => !notBefore);
    const waits = ((asked?.notBefore?.getTime() ?? 0) - system.now.getTime()) / 1000;
    expect(waits).toBeGreaterThanOrEqual(7);
    expect(waits).toBeLessThan(7 + (Date.now() - now) / 1000 + 1);
    expect(others.map(({ attempts }) => attempts)).toEqual([0, 0]);
    const refusing = await resendServer({ statuses: [422] });
    await sendMessages(system, resendTransport("re_test", refusing.url));
    const states = (await owner.select().from(outboxMessages)).map(({ state }) => state).sort();
    expect(states).toEqual(["failed", "sent", "waiting"]);
    expect([...calls, ...refusing.calls].map(({ status }) => status)).toEqual([429, 422, 200]);
  });

  it.each([
    ["says nothing", "silent"],
    ["begins to refuse and never ends", "stuck"],
  ] as const)("a provider that %s: waits, spares the others, and is sent once when it answers", async (_, status) => {
    for (let each = 0; each < 3; each++) await queueOffer((await buildAccount(owner)).id);
    const { url, calls } = await resendServer({ statuses: [status] });
    const transport = resendTransport("re_test", url, 300);
    expect(await sendMessages(system, transport)).toBe(1);
    const rows = await owner.select().from(outboxMessages).orderBy(desc(outboxMessages.attempts));
    expect(rows.map(({ state, attempts }) => [state, attempts])).toEqual([
      ["waiting", 1],
      ["waiting", 0],
      ["waiting", 0],
    ]);
    expect(rows[0]?.outcome).toBe("handed");
    await owner.update(outboxMessages).set({ notBefore: null });
    expect(await sendMessages(system, transport)).toBe(3);
    const taken = calls.filter((call) => call.status === 200).map(({ key }) => key);
    expect(taken.sort()).toEqual(rows.map(({ id }) => id).sort());
    expect(calls.filter(({ key }) => key === rows[0]?.id)).toHaveLength(2);
    for (const row of await owner.select().from(outboxMessages)) expect(row.state).toBe("sent");
  });

  it("a mail server that says nothing after the last word: unconfirmed, and never again by itself", async () => {
    await queueOffer((await buildAccount(owner)).id);
    const { url, mails } = await smtpServer({ silent: true });
    await sendMessages(system, smtpTransport(url, 300));
    expect(await only()).toMatchObject({ state: "failed", outcome: "unconfirmed", attempts: 1, notBefore: null });
    expect(await sendMessages(system, smtpTransport(url, 300))).toBe(0);
    expect(mails).toHaveLength(1);
  });

  it("a doubt that nobody clears ends as a doubt", async () => {
    await queueOffer((await buildAccount(owner)).id);
    await owner.update(outboxMessages).set({ outcome: "handed", attempts: 7 });
    const { url } = await resendServer({ statuses: [500] });
    await sendMessages(system, resendTransport("re_test", url));
    expect(await only()).toMatchObject({ state: "failed", outcome: "unanswered", attempts: 8 });
    await owner.update(outboxMessages).set({ state: "waiting", outcome: "handed" });
    await owner.update(accounts).set({ state: "suspended" });
    await sendMessages(system, resendTransport("re_test", url));
    expect(await only()).toMatchObject({ state: "failed", outcome: "unanswered" });
  });

  it("is sent again by an administrator where it failed, once, on record", async () => {
    await queueOffer((await buildAccount(owner)).id);
    const administrator = contextFor((await buildMember(owner, "administrator")).actor, new Date(), app);
    const messageId = (await only())?.id ?? "";
    expect(await sendAgain(administrator, { messageId })).toEqual({ ok: false, reason: "not_failed" });
    await owner.update(outboxMessages).set({ state: "failed", outcome: "unconfirmed", attempts: 8 });
    expect(await sendAgain(administrator, { messageId })).toEqual({ ok: true });
    expect(await only()).toMatchObject({ state: "waiting", attempts: 0, outcome: null });
    const audit = await owner.select().from(auditEvents).where(eq(auditEvents.action, "send-message-again"));
    expect(audit).toMatchObject([{ subjectId: messageId, actorId: administrator.actor.accountId }]);
    await expect(sendAgain(administrator, { messageId: randomUUID() })).rejects.toMatchObject({ status: 404 });
  });

  it("does not reach the provider where somebody else has taken it up meanwhile", async () => {
    await queueOffer((await buildAccount(owner)).id);
    const { url, mails } = await smtpServer();
    const transport = smtpTransport(url);
    await sendMessages(system, async (mail, handOver) => {
      await owner.update(outboxMessages).set({ attempts: 2 });
      await transport(mail, handOver);
    });
    expect(mails).toEqual([]);
    expect(await only()).toMatchObject({ state: "waiting", attempts: 2 });
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
    const outside = queueMessage(system, {
      kind: "offer_made",
      recipientKind: "account",
      recipientId: account.id,
      deduplicationKey: "outside",
    });
    await expect(outside).rejects.toThrow("belongs into the transaction");
    expect(await only()).toBeUndefined();
  });
});

describe("the text of a message", () => {
  it("is in the recipient's language, with the training and a link", async () => {
    const event = await buildEvent(owner, { place: "Kukës" });
    const person = { givenName: "Gëzim", familyName: "Hoxha", email: "gezim@example.al" };
    await owner.delete(outboxMessages);
    await signUpForEvent(contextFor({ kind: "anyone" }, new Date(), app), { slug: event.slug, person });
    const row = await only();
    expect(row?.kind).toBe("enrolment_admitted");
    const message = await renderMessage(system, row?.id ?? "");
    expect(message).toMatchObject({ to: "gezim@example.al", from: "Përkrah <perkrah@localhost>" });
    expect(message?.text).toContain("Përshëndetje Gëzim,");
    expect(message?.text).toContain("Kukës");
    expect(message?.html).toContain(`http://localhost:3000${enrolmentPath(row?.subjectId ?? "")}?lang=sq`);
  });
});
