import { describe, expect, test } from "vitest";
import { inTransaction } from "#app/context.server";
import { changeConsents } from "#app/legal-aid/aid-requests/change-consents.server";
import { changeSafeContact } from "#app/legal-aid/aid-requests/change-safe-contact.server";
import { readMessages } from "#app/legal-aid/aid-requests/message-queries.server";
import { noteCall } from "#app/legal-aid/aid-requests/note-call.server";
import { consentsOf, deskQueue } from "#app/legal-aid/aid-requests/queries.server";
import { requestForReceipt } from "#app/legal-aid/aid-requests/receipt-queries.server";
import { safeDelivery } from "#app/legal-aid/aid-requests/safe-delivery.server";
import { sendRequestMessage } from "#app/legal-aid/aid-requests/send-request-message.server";
import { withdrawRequest } from "#app/legal-aid/aid-requests/withdraw-request.server";
import { openTriage } from "#app/legal-aid/triage/open-triage.server";
import { sendMessages } from "#app/notifications/send-messages.server";
import { filing } from "#tests/support/filings";
import { requestsHere } from "#tests/support/requests";

const { desk, holder, system, file, inState, newsOf } = await requestsHere();

describe("messages and safe contact", () => {
  test("are read by both sides and by nobody else; the person hears only that there is something", async () => {
    const { requestId } = await inState("in_triage");
    const before = (await newsOf(requestId)).length;
    expect(await sendRequestMessage(holder(requestId), { requestId, body: "A ka lajme?" })).toEqual({ ok: true });
    expect(await newsOf(requestId), "her own message is no news").toHaveLength(before);
    const queue = await deskQueue(desk());
    expect(queue.messages.find((row) => row.requestId === requestId)?.unread).toBe(1);
    const seen = await readMessages(desk(), requestId);
    expect(seen.messages.map(({ text }) => text)).toEqual(["A ka lajme?"]);
    expect((await deskQueue(desk())).messages.find((row) => row.requestId === requestId)).toBeUndefined();
    await sendRequestMessage(desk(), { requestId, body: "Po, po e shohim." });
    expect(await newsOf(requestId)).toHaveLength(before + 1);
    const own = await readMessages(holder(requestId), requestId);
    expect(own.messages.map(({ fromPerson, text }) => [fromPerson, text])).toEqual([
      [true, "A ka lajme?"],
      [false, "Po, po e shohim."],
    ]);
  });

  test("nothing is written once it has ended", async () => {
    const { requestId } = await inState("closed");
    const refused = { ok: false, reason: "request_ended" };
    expect(await sendRequestMessage(holder(requestId), { requestId, body: "x" })).toEqual(refused);
    expect(await withdrawRequest(holder(requestId), { requestId })).toEqual(refused);
    expect(await changeConsents(holder(requestId), { requestId, kinds: [] })).toEqual(refused);
    expect(
      await changeSafeContact(holder(requestId), { requestId, contact: filing().contact, trustedPerson: null }),
    ).toEqual(refused);
  });

  test("mail goes out only while her rules of that moment say mail, without a word about us", async () => {
    const email = "kanarina@example.al";
    const contact = { ...filing().contact, channel: "email" as const, phone: null, email };
    const { requestId } = await file({ contact });
    await openTriage(desk(), { requestId });
    const sent: { to: string; subject: string; text: string; html: string }[] = [];
    await sendMessages(system(), async (mail) => {
      if (mail.to === email) sent.push(mail);
    });
    expect(sent).toHaveLength(1);
    expect(JSON.stringify(sent[0])).not.toMatch(/https?:|përkrah|perkrah|avokat|ndihm|dëftes|PK-/i);
    await sendRequestMessage(desk(), { requestId, body: "x" });
    await changeSafeContact(holder(requestId), {
      requestId,
      contact: { ...contact, channel: "page", email: null },
      trustedPerson: null,
    });
    await sendMessages(system(), async (mail) => {
      if (mail.to === email) sent.push(mail);
    });
    expect(sent, "what waited is not sent to the old address").toHaveLength(1);
    expect(await inTransaction(system(), (tx) => safeDelivery(tx, requestId))).toEqual({ way: "page" });
    const kept = (await newsOf(requestId)).filter(({ state }) => state === "kept");
    expect(kept).toHaveLength(1);
    await requestForReceipt(holder(requestId));
    expect((await newsOf(requestId)).every(({ state }) => state === "sent")).toBe(true);
  });

  test("where only a phone is safe, the desk gets a call task until it is done", async () => {
    const { requestId } = await inState("in_triage");
    await sendMessages(system(), async () => {});
    const waits = async () => (await deskQueue(desk())).calls.some((row) => row.requestId === requestId);
    expect(await waits()).toBe(true);
    expect(await noteCall(desk(), { requestId, reached: false })).toEqual({ ok: true, done: 0 });
    expect(await waits()).toBe(true);
    expect(await noteCall(desk(), { requestId, reached: true })).toEqual({ ok: true, done: 1 });
    expect(await waits()).toBe(false);
  });

  test("consents are given and taken back, each with its time", async () => {
    const { requestId } = await file();
    expect(await changeConsents(holder(requestId), { requestId, kinds: ["conflict_check"] })).toEqual({ ok: true });
    expect((await consentsOf(desk(), requestId)).sort()).toEqual(["conflict_check", "process"]);
    expect(await changeConsents(desk(), { requestId, kinds: ["conflict_check", "share_with_lawyer"] })).toEqual({
      ok: true,
    });
    expect((await consentsOf(desk(), requestId)).sort()).toEqual(["conflict_check", "process", "share_with_lawyer"]);
  });
});
