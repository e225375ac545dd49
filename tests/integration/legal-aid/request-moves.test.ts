import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { contextFor, inTransaction } from "#app/context.server";
import { changeConsents } from "#app/legal-aid/aid-requests/change-consents.server";
import { changeSafeContact } from "#app/legal-aid/aid-requests/change-safe-contact.server";
import { closeRequest } from "#app/legal-aid/aid-requests/close-request.server";
import { readMessages } from "#app/legal-aid/aid-requests/message-queries.server";
import { moveRequest } from "#app/legal-aid/aid-requests/move-request.server";
import { noteCall } from "#app/legal-aid/aid-requests/note-call.server";
import { requestForReceipt } from "#app/legal-aid/aid-requests/receipt-queries.server";
import { reopenRequest } from "#app/legal-aid/aid-requests/reopen-request.server";
import { requestForDesk, storyForDesk } from "#app/legal-aid/aid-requests/request-queries.server";
import { sendRequestMessage } from "#app/legal-aid/aid-requests/send-request-message.server";
import { withdrawRequest } from "#app/legal-aid/aid-requests/withdraw-request.server";
import { endReceiptSession } from "#app/legal-aid/receipts/end-receipt-session.server";
import { signInWithReceipt } from "#app/legal-aid/receipts/sign-in-with-receipt.server";
import { logService } from "#app/legal-aid/services/log-service.server";
import { decideTriage } from "#app/legal-aid/triage/decide-triage.server";
import { openTriage } from "#app/legal-aid/triage/open-triage.server";
import { aidRequests, receiptSignIns, requestMoves } from "#db/schema/aid-requests";
import { cases } from "#db/schema/cases";
import { outboxMessages } from "#db/schema/messages";
import { offers } from "#db/schema/offers";
import { buildLawyer, buildOffer } from "#db/seeds/build.server";
import { filing } from "#tests/support/filings";
import { decision, nobodys, now, requestsHere } from "#tests/support/requests";

const { made, desk, holder, file, inState, stateOf, newsOf } = await requestsHere();

describe("receipt", () => {
  test("opens with locator and digits, ends on the server, and refuses everything else with one word", async () => {
    const { requestId, receipt } = await file();
    const anyone = contextFor({ kind: "anyone" as const }, now, made.app);
    const signedIn = await signInWithReceipt(anyone, { ...receipt, address: "192.0.2.1" });
    if (!signedIn.ok) throw new Error(signedIn.reason);
    expect(signedIn.requestId).toBe(requestId);
    const rows = await made.owner.select().from(receiptSignIns).where(eq(receiptSignIns.requestId, requestId));
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(signedIn.token);
    await endReceiptSession(anyone, signedIn.token);
    await endReceiptSession(anyone, signedIn.token);
    expect(await made.owner.select().from(receiptSignIns).where(eq(receiptSignIns.requestId, requestId))).toEqual([]);
    const refused = { ok: false, reason: "unknown_receipt" };
    expect(await signInWithReceipt(anyone, { ...receipt, address: "192.0.2.1", secret: "0000000000000000" })).toEqual(
      refused,
    );
    expect(await signInWithReceipt(anyone, { ...receipt, address: "192.0.2.1", locator: "AAAAAA" })).toEqual(refused);
  });

  test("shows a neutral state and, once a lawyer has accepted, who it is with the phrases", async () => {
    const { requestId } = await inState("matching");
    const before = await requestForReceipt(holder(requestId));
    expect(before).toMatchObject({ state: "matching", lawyer: null, phraseToPerson: null });
    const lawyer = await buildLawyer(made.owner);
    const [request] = await made.owner.select().from(aidRequests).where(eq(aidRequests.id, requestId));
    if (!request) throw new Error("gone");
    const offer = await buildOffer(made.owner, request, lawyer.id, { state: "accepted", attestedAt: now });
    await made.owner
      .insert(cases)
      .values({ code: `C-${requestId.slice(0, 8)}`, requestId, offerId: offer.id, lawyerId: lawyer.id, openedAt: now });
    await made.owner.update(aidRequests).set({ state: "assigned" }).where(eq(aidRequests.id, requestId));
    const after = await requestForReceipt(holder(requestId));
    expect(after.lawyer?.familyName).toBeTruthy();
    expect(after.phraseToPerson).toBe("kanarinë e bardhë");
    expect(after.phraseFromPerson).toBe("kanarinë e verdhë");

    const opened = await requestForDesk(desk(), requestId);
    expect(opened.sight).toBe("with_reason");
    expect(opened.identity).toBeNull();
    expect(opened.contact?.contact?.phone).toBe("069 731 4402");
    const withReason = await storyForDesk(desk(), requestId, "complaint");
    expect(withReason.identity?.name).toBe("Dritëkanare Zbuluese");
    expect(withReason.file, "the story is the lawyer's now").toBeNull();
    expect(await closeRequest(desk(), { requestId, reason: "x" })).toEqual({ ok: false, reason: "case_open" });

    expect(await withdrawRequest(holder(requestId), { requestId })).toEqual({ ok: true });
    const [ended] = await made.owner.select().from(cases).where(eq(cases.requestId, requestId));
    expect(ended).toMatchObject({ state: "closed", outcome: "withdrawn" });
  });
});

describe("moves", () => {
  test("need the table, leave a row, and tell the person", async () => {
    const { requestId } = await file();
    await expect(
      inTransaction(desk(), (tx) => moveRequest(tx, { requestId, from: "received", to: "closed", reason: "x" })),
    ).rejects.toThrow("received to closed");
    expect(await openTriage(desk(), { requestId })).toEqual({ ok: true });
    expect(await openTriage(desk(), { requestId }), "taken twice").toEqual({ ok: true });
    const moves = await made.owner.select().from(requestMoves).where(eq(requestMoves.requestId, requestId));
    expect(moves.map(({ toState }) => toState)).toEqual(["received", "in_triage"]);
    expect(await newsOf(requestId)).toHaveLength(1);
    expect(
      await inTransaction(desk(), (tx) => moveRequest(tx, { requestId, from: "matching", to: "offered", reason: "x" })),
    ).toBe(false);
    await expect(
      made.app.update(requestMoves).set({ reason: "other" }).where(eq(requestMoves.requestId, requestId)),
    ).rejects.toThrow();
  });

  test("an unknown request is a 404 for every command", async () => {
    const requestId = nobodys;
    const calls = [
      () => openTriage(desk(), { requestId }),
      () => decideTriage(desk(), decision(requestId)),
      () => closeRequest(desk(), { requestId, reason: "x" }),
      () => reopenRequest(desk(), { requestId, reason: "x" }),
      () => withdrawRequest(desk(), { requestId }),
      () => sendRequestMessage(desk(), { requestId, body: "x" }),
      () => logService(desk(), { requestId, serviceTypeCode: "P1", minutes: 5, givenOn: "2026-11-24" }),
      () => noteCall(desk(), { requestId, reached: true }),
      () => changeConsents(desk(), { requestId, kinds: [] }),
      () => requestForDesk(desk(), requestId),
      () => storyForDesk(desk(), requestId, "triage"),
      () => readMessages(desk(), requestId),
    ];
    for (const call of calls) await expect(call()).rejects.toMatchObject({ status: 404 });
  });

  test("a receipt opens nobody else's request", async () => {
    const [own, other] = [await file(), await file()];
    const stranger = holder(own.requestId);
    const input = { requestId: other.requestId };
    await expect(withdrawRequest(stranger, input)).rejects.toMatchObject({ status: 404 });
    await expect(readMessages(stranger, other.requestId)).rejects.toMatchObject({ status: 404 });
    await expect(changeConsents(stranger, { ...input, kinds: [] })).rejects.toMatchObject({ status: 404 });
    await expect(sendRequestMessage(stranger, { ...input, body: "x" })).rejects.toMatchObject({ status: 404 });
    await expect(
      changeSafeContact(stranger, { ...input, contact: filing().contact, trustedPerson: null }),
    ).rejects.toMatchObject({ status: 404 });
  });
});

describe("ending", () => {
  test("withdrawing ends offers and tells the lawyers", async () => {
    const { requestId } = await inState("matching");
    const lawyer = await buildLawyer(made.owner);
    const [request] = await made.owner.select().from(aidRequests).where(eq(aidRequests.id, requestId));
    if (!request) throw new Error("gone");
    const offer = await buildOffer(made.owner, request, lawyer.id);
    await made.owner.update(aidRequests).set({ state: "offered" }).where(eq(aidRequests.id, requestId));
    expect(await withdrawRequest(desk(), { requestId })).toEqual({ ok: true });
    const [ended] = await made.owner.select().from(offers).where(eq(offers.id, offer.id));
    expect(ended?.state).toBe("withdrawn");
    const told = await made.owner
      .select()
      .from(outboxMessages)
      .where(and(eq(outboxMessages.subjectId, requestId), eq(outboxMessages.kind, "offer_ended")));
    expect(told).toHaveLength(1);
    expect(await stateOf(requestId)).toBe("withdrawn");
  });

  test("closing and opening again need the right state and a reason", async () => {
    const { requestId } = await inState("matching");
    expect(await closeRequest(desk(), { requestId, reason: "x" })).toEqual({ ok: false, reason: "wrong_state" });
    expect(await reopenRequest(desk(), { requestId, reason: "x" })).toEqual({ ok: false, reason: "wrong_state" });
    const done = await inState("closed");
    expect(await stateOf(done.requestId)).toBe("closed");
    expect(await reopenRequest(desk(), { requestId: done.requestId, reason: "Kthehet." })).toEqual({ ok: true });
    expect(await stateOf(done.requestId)).toBe("in_triage");
  });
});
