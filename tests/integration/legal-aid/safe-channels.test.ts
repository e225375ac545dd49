import { eq } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { type Coordinator, contextFor } from "#app/context.server";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { changeSafeContact } from "#app/legal-aid/aid-requests/change-safe-contact.server";
import type { SafeContact, TrustedPerson } from "#app/legal-aid/aid-requests/filing";
import { contactOf } from "#app/legal-aid/aid-requests/forms";
import { sendRequestMessage } from "#app/legal-aid/aid-requests/send-request-message.server";
import { submitRequest } from "#app/legal-aid/aid-requests/submit-request.server";
import { resendTransport } from "#app/notifications/mail-transport.server";
import { sendMessages } from "#app/notifications/send-messages.server";
import { outboxMessages } from "#db/schema/messages";
import { buildMember } from "#db/seeds/build.server";
import { contactChannels } from "#db/vocabulary";
import { testDatabase } from "#tests/support/database";
import { filing } from "#tests/support/filings";
import { resendServer } from "#tests/support/mail-servers";

const { app, owner } = await testDatabase();
afterAll(stopSendingBoss);
const { actor: desk } = await buildMember(owner, "coordinator");
const receipt = { locator: "", secret: "", secretHash: "$argon2id$" };
let drawn = 0;

const at = (hour: number, minute = 0) =>
  new Date(`2026-11-23T${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}:00+01:00`);
const acting = (now: Date) => contextFor<Coordinator>(desk, now, app);
const system = (now: Date) => contextFor({ kind: "system" as const }, now, app);
const holder = (requestId: string, now: Date) => contextFor({ kind: "receipt" as const, requestId }, now, app);

type Rules = { contact: SafeContact; trustedPerson: TrustedPerson | null };
/** Every combination of rules that a form can leave behind. */
const rules: fc.Arbitrary<Rules> = fc
  .record({
    channel: fc.constantFrom(...contactChannels),
    who: fc.constantFrom("only_me" as const, "others" as const, null),
    message: fc.constantFrom("none" as const, "neutral" as const, null),
    when: fc.constantFrom("vetëm në mëngjes", null),
    mailbox: fc.constantFrom("e.para", "e.dyta"),
  })
  .map(({ mailbox, ...rest }) =>
    contactOf({
      ...rest,
      phone: "069 123 4567",
      email: `${mailbox}@example.al`,
      trustedName: "Motra",
      trustedContact: "069 765 4321",
      trustedHow: null,
    }),
  );

async function file({ contact, trustedPerson }: Rules, now: Date): Promise<string> {
  const submitted = await submitRequest(acting(now), {
    source: "desk",
    filing: filing({ contact, trustedPerson }),
    receipt: { ...receipt, locator: `R${String(drawn++).padStart(5, "0")}` },
  });
  if (!submitted.ok) throw new Error(submitted.reason);
  return submitted.requestId;
}

const waking = (now: Date) => now >= at(7) && now < at(21);

beforeEach(async () => {
  await owner.delete(outboxMessages);
});

describe("news for a person who asked for help", () => {
  test("goes by mail only where, and where to, her rules say at the moment of sending, and by day", async () => {
    let mailed = 0;
    const steps = fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant("message" as const) }),
        fc.record({ kind: fc.constant("rules" as const), to: rules }),
        fc.record({ kind: fc.constant("send" as const), fails: fc.boolean() }),
        fc.record({ kind: fc.constant("clock" as const), hour: fc.integer({ min: 0, max: 23 }) }),
      ),
      { minLength: 3, maxLength: 10 },
    );
    await fc.assert(
      fc.asyncProperty(rules, fc.integer({ min: 0, max: 23 }), steps, async (first, hour, todo) => {
        await owner.delete(outboxMessages);
        let now = at(hour);
        let held = first;
        const requestId = await file(first, now);
        const faults: string[] = [];
        for (const step of [{ kind: "message" as const }, ...todo, { kind: "send" as const, fails: false }]) {
          if (step.kind === "clock") now = at(step.hour);
          if (step.kind === "message") await sendRequestMessage(acting(now), { requestId, body: "Kemi lajme." });
          if (step.kind === "rules") {
            held = step.to;
            await changeSafeContact(holder(requestId, now), { requestId, ...step.to });
          }
          if (step.kind !== "send") continue;
          await owner.update(outboxMessages).set({ notBefore: null });
          await sendMessages(system(now), async ({ to }) => {
            mailed += 1;
            if (held.contact.channel !== "email") faults.push(`mail to ${to} through ${held.contact.channel}`);
            if (to !== held.contact.email) faults.push(`mail to ${to}, not to ${held.contact.email}`);
            if (!waking(now)) faults.push(`mail at ${now.toISOString()}`);
            if (step.fails) throw new Error("provider");
          });
        }
        expect(faults).toEqual([]);
      }),
      { numRuns: 60 },
    );
    expect(mailed, "some did go out").toBeGreaterThan(0);
  }, 60_000);

  test("is no mail for any combination of rules but mail itself", async () => {
    const now = at(10);
    for (const channel of contactChannels.filter((one) => one !== "email"))
      for (const who of ["only_me", "others", null] as const)
        for (const message of ["none", "neutral", null] as const) {
          const contact: SafeContact = { channel, phone: "069 123 4567", email: null, who, when: null, message };
          const requestId = await file({ contact, trustedPerson: null }, now);
          await sendRequestMessage(acting(now), { requestId, body: "Kemi lajme." });
        }
    const mails: string[] = [];
    await sendMessages(system(now), async ({ to }) => void mails.push(to));
    expect(mails).toEqual([]);
    const rows = await owner.select().from(outboxMessages);
    expect(rows.length).toBe((contactChannels.length - 1) * 9);
    expect(new Set(rows.map(({ state, outcome }) => `${state} ${outcome}`))).toEqual(new Set(["kept not_by_mail"]));
  });

  test("is stopped by a change of the rules until the mail is handed over, and only noted after it", async () => {
    const now = at(10);
    const mail = contactOf({ channel: "email", email: "e.para@example.al" } as never);
    const requestId = await file(mail, now);
    const change = (channel: ReturnType<typeof contactOf>) =>
      changeSafeContact(holder(requestId, now), { requestId, ...channel });
    const outcomes = async () => {
      const rows = await app
        .select({ outcome: outboxMessages.outcome })
        .from(outboxMessages)
        .where(eq(outboxMessages.recipientId, requestId));
      return rows.map(({ outcome }) => outcome).sort();
    };
    const given: string[] = [];

    await sendRequestMessage(acting(now), { requestId, body: "Kemi lajme." });
    await sendMessages(system(now), async (_mail, handOver) => {
      await change(contactOf({ channel: "none" } as never));
      await handOver("unconfirmed");
      given.push("after a change");
    });
    expect(given).toEqual([]);
    await sendMessages(system(new Date(now.getTime() + 3_600_000)), async () => void given.push("tried again"));
    expect(given).toEqual([]);
    expect(await outcomes()).toEqual(["not_by_mail"]);

    await change(mail);
    await sendRequestMessage(acting(now), { requestId, body: "Kemi lajme." });
    await sendMessages(system(now), async (_mail, handOver) => {
      await handOver("unconfirmed");
      given.push("before a change");
      await change(contactOf({ channel: "none" } as never));
    });
    expect(given).toEqual(["before a change"]);
    expect(await outcomes()).toEqual(["accepted", "not_by_mail"]);
  });
});

describe("over a provider that recognises a repeated mail", () => {
  const now = at(10);
  const mailTo = (email: string) => contactOf({ channel: "email", email } as never);
  const byPage = contactOf({ channel: "none" } as never);

  async function waiting(email = "e.para@example.al") {
    const requestId = await file(mailTo(email), now);
    await sendRequestMessage(acting(now), { requestId, body: "Kemi lajme." });
    return {
      change: (to: Rules) => changeSafeContact(holder(requestId, now), { requestId, ...to }),
      row: async () => (await owner.select().from(outboxMessages).where(eq(outboxMessages.recipientId, requestId)))[0],
      later: () => owner.update(outboxMessages).set({ notBefore: null }),
    };
  }

  for (const [what, to] of [
    ["another channel", byPage],
    ["another address", mailTo("e.dyta@example.al")],
  ] as const)
    test(`nothing leaves after a change to ${what}`, async () => {
      const { change, row } = await waiting();
      const provider = await resendServer();
      const transport = resendTransport("re_test", provider.url);
      await sendMessages(system(now), async (mail, handOver) => {
        await change(to);
        await transport(mail, handOver);
      });
      expect(provider.calls).toEqual([]);
      expect(await row()).toMatchObject({ state: "waiting", attempts: 1 });
      await sendMessages(system(new Date(now.getTime() + 3_600_000)), transport);
      const after = to === byPage ? { state: "kept", outcome: "not_by_mail" } : { state: "sent", outcome: "accepted" };
      expect(await row()).toMatchObject(after);
      expect(provider.calls.map((call) => call.to)).toEqual(to === byPage ? [] : ["e.dyta@example.al"]);
    });

  test("what has left is noted as sent, whatever she has changed since", async () => {
    const { change, row } = await waiting();
    const provider = await resendServer({ before: () => change(byPage) });
    await sendMessages(system(now), resendTransport("re_test", provider.url));
    expect(provider.calls).toHaveLength(1);
    expect(await row()).toMatchObject({ state: "sent", outcome: "accepted" });
  });

  test("what was not answered for stays in doubt: never denied, never told again under other rules", async () => {
    const { change, row, later } = await waiting();
    const provider = await resendServer({ statuses: ["silent", 429] });
    const send = () => sendMessages(system(now), resendTransport("re_test", provider.url, 300));
    await send();
    expect(await row()).toMatchObject({ state: "waiting", outcome: "handed", attempts: 1 });
    await later();
    await send();
    expect(await row(), "a refusal of the second does not undo the first").toMatchObject({
      state: "waiting",
      outcome: "handed",
      attempts: 2,
    });
    await change(byPage);
    await later();
    await send();
    expect(await row()).toMatchObject({ state: "failed", outcome: "unanswered", sentAt: null });
    expect(provider.calls).toHaveLength(2);
  });
});

describe("the database itself", () => {
  test("takes no mail as sent through a channel that is not mail, and no other message to her", async () => {
    const now = at(10);
    const phone = contactOf({ channel: "phone", phone: "069 123 4567" } as never);
    const requestId = await file(phone, now);
    await sendRequestMessage(acting(now), { requestId, body: "Kemi lajme." });
    const mine = eq(outboxMessages.recipientId, requestId);
    const refused = (constraint: string) => ({ cause: { code: "23514", constraint_name: constraint } });
    for (const outcome of ["handed", "unconfirmed"])
      await expect(app.update(outboxMessages).set({ outcome }).where(mine)).rejects.toMatchObject(
        refused("outbox_messages_safe_channel"),
      );
    for (const outcome of ["accepted", null])
      await expect(app.update(outboxMessages).set({ state: "sent", outcome }).where(mine)).rejects.toMatchObject(
        refused("outbox_messages_safe_channel"),
      );
    await expect(
      app.insert(outboxMessages).values({
        kind: "offer_made",
        recipientKind: "request",
        recipientId: requestId,
        deduplicationKey: "wrong kind",
      }),
    ).rejects.toMatchObject(refused("outbox_messages_news"));
    await app.update(outboxMessages).set({ state: "sent", outcome: "called" }).where(mine);
  });
});
