import { and, eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { looksAtRequest } from "#app/audit/queries.server";
import {
  type Context,
  type Coordinator,
  contextFor,
  inTransaction,
  type ReceiptHolder,
  type Referrer,
} from "#app/context.server";
import { changeConsents } from "#app/legal-aid/aid-requests/change-consents.server";
import { changeSafeContact } from "#app/legal-aid/aid-requests/change-safe-contact.server";
import { closeRequest } from "#app/legal-aid/aid-requests/close-request.server";
import { filingsOfReferrer } from "#app/legal-aid/aid-requests/filing-queries.server";
import { readMessages } from "#app/legal-aid/aid-requests/message-queries.server";
import { moveRequest } from "#app/legal-aid/aid-requests/move-request.server";
import { noteCall } from "#app/legal-aid/aid-requests/note-call.server";
import { consentsOf, deskQueue, requestsForDesk } from "#app/legal-aid/aid-requests/queries.server";
import { requestForReceipt } from "#app/legal-aid/aid-requests/receipt-queries.server";
import { reopenRequest } from "#app/legal-aid/aid-requests/reopen-request.server";
import { requestForDesk, storyForDesk } from "#app/legal-aid/aid-requests/request-queries.server";
import { safeDelivery } from "#app/legal-aid/aid-requests/safe-delivery.server";
import { sendRequestMessage } from "#app/legal-aid/aid-requests/send-request-message.server";
import { submitRequest } from "#app/legal-aid/aid-requests/submit-request.server";
import { withdrawRequest } from "#app/legal-aid/aid-requests/withdraw-request.server";
import { endReceiptSession } from "#app/legal-aid/receipts/end-receipt-session.server";
import { signInWithReceipt } from "#app/legal-aid/receipts/sign-in-with-receipt.server";
import { logService } from "#app/legal-aid/services/log-service.server";
import { servicesOf } from "#app/legal-aid/services/queries.server";
import { decideTriage, type TriageDecision } from "#app/legal-aid/triage/decide-triage.server";
import { openTriage } from "#app/legal-aid/triage/open-triage.server";
import { similarRequests, triageBasis, wageToday } from "#app/legal-aid/triage/queries.server";
import { sendMessages } from "#app/notifications/send-messages.server";
import { openDataKey } from "#app/protection/data-keys.server";
import {
  aidRequests,
  receiptSignIns,
  requestIdentities,
  requestMoves,
  requestParties,
  requestSafety,
  requestStories,
  triages,
} from "#db/schema/aid-requests";
import { auditEvents } from "#db/schema/audit";
import { cases } from "#db/schema/cases";
import { outboxMessages } from "#db/schema/messages";
import { offers } from "#db/schema/offers";
import { buildLawyer, buildMember, buildOffer } from "#db/seeds/build.server";
import { type TestDatabase, testDatabase } from "#tests/support/database";
import { filing } from "#tests/support/filings";

let made: TestDatabase;
let coordinator: Coordinator;
let referrer: Referrer;
const now = new Date("2026-11-24T09:00:00Z");
const nobodys = "00000000-0000-7000-8000-000000000000";
beforeAll(async () => {
  made = await testDatabase();
  ({ actor: coordinator } = await buildMember(made.owner, "coordinator"));
  ({ actor: referrer } = await buildMember(made.owner, "referrer"));
});

const desk = (at = now): Context<Coordinator> => contextFor(coordinator, at, made.app);
const holder = (requestId: string, at = now): Context<ReceiptHolder> =>
  contextFor({ kind: "receipt" as const, requestId }, at, made.app);
const system = (at = now) => contextFor({ kind: "system" as const }, at, made.app);

async function file(values: Parameters<typeof filing>[0] = {}) {
  const submitted = await submitRequest(contextFor({ kind: "anyone" as const }, now, made.app), {
    source: "public_form",
    filing: filing(values),
  });
  if (!submitted.ok || !submitted.receipt) throw new Error("not filed");
  return { ...submitted, receipt: submitted.receipt };
}

const decision = (requestId: string, values: Partial<TriageDecision> = {}): TriageDecision => ({
  requestId,
  categoryCode: "K11-A",
  outcome: "matching",
  urgency: "standard",
  areaCode: "CRM-DV",
  courtKind: "criminal",
  nextDateOn: null,
  stepKinds: ["advice"],
  estimatedHours: 6,
  missingPapers: ["police_report"],
  mergedIntoCode: null,
  reason: "Kategoria e nenit 11.",
  ...values,
});

async function inState(state: "in_triage" | "matching" | "primary_only" | "closed" | "state_secondary") {
  const request = await file();
  await openTriage(desk(), { requestId: request.requestId });
  if (state === "in_triage") return request;
  const outcome = state === "closed" ? "primary_only" : state;
  await decideTriage(desk(), decision(request.requestId, { outcome }));
  if (state === "closed") await closeRequest(desk(), { requestId: request.requestId, reason: "U këshillua." });
  return request;
}

const stateOf = async (id: string) =>
  (await made.owner.select({ state: aidRequests.state }).from(aidRequests).where(eq(aidRequests.id, id)))[0]?.state;
const audited = async (id: string, action: string) =>
  (
    await made.owner
      .select({ id: auditEvents.id })
      .from(auditEvents)
      .where(and(eq(auditEvents.subjectId, id), eq(auditEvents.action, action)))
  ).length;
const newsOf = (id: string) =>
  made.owner
    .select()
    .from(outboxMessages)
    .where(and(eq(outboxMessages.recipientKind, "request"), eq(outboxMessages.recipientId, id)));

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

describe("triage", () => {
  test("a decision is kept with its reason and moves the request on", async () => {
    const { requestId } = await inState("in_triage");
    expect(await decideTriage(desk(), decision(requestId))).toEqual({ ok: true });
    const [request] = await made.owner.select().from(aidRequests).where(eq(aidRequests.id, requestId));
    expect(request).toMatchObject({ state: "matching", channel: "pro_bono", categoryCode: "K11-A", estimatedHours: 6 });
    const [kept] = await made.owner.select().from(triages).where(eq(triages.requestId, requestId));
    expect(kept).toMatchObject({ article: "11 a", outcome: "matching", missingPapers: ["police_report"] });
    expect(await audited(requestId, "decide-triage")).toBe(1);
    expect(await decideTriage(desk(), decision(requestId))).toEqual({ ok: false, reason: "wrong_state" });
  });

  test("each refusal names its field", async () => {
    const { requestId } = await inState("in_triage");
    const refuse = (values: Partial<TriageDecision>) => decideTriage(desk(), decision(requestId, values));
    expect(await refuse({ areaCode: null })).toMatchObject({ reason: "missing", field: "areaCode" });
    expect(await refuse({ stepKinds: [] })).toMatchObject({ reason: "missing", field: "stepKinds" });
    expect(await refuse({ estimatedHours: null })).toMatchObject({ reason: "missing", field: "estimatedHours" });
    expect(await refuse({ areaCode: "NOPE" })).toMatchObject({ reason: "unknown", field: "areaCode" });
    expect(await refuse({ categoryCode: "NOPE" })).toMatchObject({ reason: "unknown", field: "categoryCode" });
    expect(await refuse({ outcome: "merged" })).toMatchObject({ reason: "missing", field: "mergedIntoCode" });
    expect(await refuse({ outcome: "merged", mergedIntoCode: "PK-0000" })).toMatchObject({
      reason: "unknown",
      field: "mergedIntoCode",
    });
    expect(await stateOf(requestId)).toBe("in_triage");
  });

  test("two decisions at once are one", async () => {
    const { requestId } = await inState("in_triage");
    const both = await Promise.all(
      ["matching", "declined", "primary_only", "referred"].map((outcome) =>
        decideTriage(desk(), decision(requestId, { outcome: outcome as TriageDecision["outcome"] })),
      ),
    );
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await made.owner.select().from(triages).where(eq(triages.requestId, requestId))).toHaveLength(1);
  });

  test("the same person is noticed by phone and by name, opened names are on record, and may be merged", async () => {
    const mark = Math.random().toString(36).slice(2, 8).replace(/\d/g, "x");
    const contact = { ...filing().contact, phone: `067 ${Math.floor(1_000_000 + Math.random() * 9_000_000)}` };
    const first = await file({ name: `Çelike ${mark}`, contact });
    const other = await file({ name: `Tjetra Krejt`, contact: { ...contact, phone: "068 1112223" } });
    const again = await file({
      name: `${mark.toUpperCase()} Celike`,
      contact: { ...contact, phone: `+355${contact.phone.slice(1)}` },
    });
    await openTriage(desk(), { requestId: again.requestId });
    const similar = await similarRequests(desk(), again.requestId);
    expect(similar.map(({ id }) => id)).toEqual([first.requestId]);
    expect(similar[0]).toMatchObject({ samePhone: true, sameName: true, sameMatter: true });
    expect(similar.map(({ id }) => id)).not.toContain(other.requestId);
    expect(await audited(again.requestId, "compare-names")).toBe(1);
    expect(await audited(first.requestId, "open-identity")).toBe(1);
    const merged = await decideTriage(
      desk(),
      decision(again.requestId, { outcome: "merged", mergedIntoCode: first.code.toLowerCase() }),
    );
    expect(merged).toEqual({ ok: true });
    const [row] = await made.owner.select().from(aidRequests).where(eq(aidRequests.id, again.requestId));
    expect(row).toMatchObject({ state: "merged", mergedIntoId: first.requestId });
  });

  test("the basis proposes from the reference rows, and the wage of today has a row", async () => {
    const { requestId } = await inState("in_triage");
    const basis = await triageBasis(desk(), requestId, null);
    expect(basis.proposal).toMatchObject({ categoryCode: "K11-A", article: "11 a" });
    expect((await triageBasis(desk(), requestId, "K12-HH")).proposal.article).toBe("12");
    expect(await wageToday(desk())).toEqual({ lek: 50_000, toBeConfirmed: true });
  });
});

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

describe("services", () => {
  test("primary aid is logged with its minutes; other kinds and other days are refused", async () => {
    const { requestId } = await inState("primary_only");
    const log = (values: object) =>
      logService(desk(), { requestId, serviceTypeCode: "P2", minutes: 40, givenOn: "2026-11-24", ...values });
    expect(await log({})).toMatchObject({ ok: true });
    expect(await log({ serviceTypeCode: "S3" })).toEqual({ ok: false, reason: "unknown_type" });
    expect(await log({ givenOn: "2026-11-25" })).toEqual({ ok: false, reason: "date_past" });
    expect(await log({ givenOn: "2026-11-01" })).toEqual({ ok: false, reason: "before_request" });
    const fresh = await file();
    expect(await log({ requestId: fresh.requestId })).toEqual({ ok: false, reason: "wrong_state" });
    expect((await servicesOf(desk(), requestId)).map(({ minutes }) => minutes)).toEqual([40]);
  });
});

describe("the walls", () => {
  const sealedTables = [requestIdentities, requestStories, requestSafety, requestParties];

  test("a query that forgets its actor gets nothing; the desk's gets what it needs", async () => {
    await file();
    for (const table of sealedTables) {
      expect(await made.app.select().from(table)).toEqual([]);
      for (const actor of [{ kind: "anyone" as const }, referrer]) {
        const rows = await inTransaction(contextFor(actor, now, made.app), ({ db }) => db.select().from(table));
        expect(rows).toEqual([]);
      }
      expect((await inTransaction(desk(), ({ db }) => db.select().from(table))).length).toBeGreaterThan(0);
    }
  });

  test("a receipt sees its own rows only", async () => {
    const { requestId } = await file();
    const rows = await inTransaction(holder(requestId), ({ db }) => db.select().from(requestIdentities));
    expect(rows.map((row) => row.requestId)).toEqual([requestId]);
  });

  test("no audit row, no key", async () => {
    const { requestId } = await file();
    await expect(made.app.execute(sql`select * from vault.data_keys`)).rejects.toThrow();
    await expect(
      inTransaction(desk(), ({ db }) => db.execute(sql`select * from vault.open_key(${requestId}, uuidv7())`)),
    ).rejects.toThrow();
    const [earlier] = await made.owner.select().from(auditEvents).where(eq(auditEvents.subjectId, requestId));
    await expect(
      inTransaction(desk(), ({ db }) =>
        db.execute(sql`select * from vault.open_key(${requestId}, ${earlier?.id}::uuid)`),
      ),
      "yesterday's row opens nothing today",
    ).rejects.toThrow();
  });

  test("every look is on record, and after the end the desk sees no name", async () => {
    const { requestId } = await inState("primary_only");
    const opened = await requestForDesk(desk(), requestId);
    expect(opened.identity?.name).toBe("Dritëkanare Zbuluese");
    expect(opened.identity?.parties.map(({ name }) => name)).toEqual(["Skënderkanar Opozitari"]);
    const story = await storyForDesk(desk(), requestId, "follow_up");
    expect(story.file).toMatchObject({ story: "Kanarina këndon në Zbulushë", whereabouts: "Rruga e Kanarinës 7" });
    const looks = await looksAtRequest(desk(), requestId);
    expect(looks.rows.map(({ action, reason }) => [action, reason])).toEqual([
      ["open-story+whereabouts+phrases", "follow_up"],
      ["open-identity+party", "follow_up"],
      ["open-safety", "contact"],
      ["open-identity+party", "intake"],
      // The triage's sentence was compared with the names.
      ["open-identity+party", "intake"],
    ]);
    for (const reason of ["Drite Zbulueses iu tha", "Skenderkanari u njoftua", "tel 069 731 4402", "shkruaj a@b.al"])
      expect(await closeRequest(desk(), { requestId, reason })).toEqual({ ok: false, reason: "names_in_reason" });
    await closeRequest(desk(), { requestId, reason: "U këshillua." });
    const ended = await requestForDesk(desk(), requestId);
    expect(ended).toMatchObject({ sight: "closed", identity: null, contact: null });
    await expect(storyForDesk(desk(), requestId, "follow_up")).rejects.toMatchObject({ status: 404 });
    await expect(
      inTransaction(desk(), (tx) =>
        openDataKey(tx, { requestId, state: "closed", classes: ["identity"], reason: "intake" }),
      ),
    ).rejects.toMatchObject({ status: 404 });
  });

  test("lists carry nothing that identifies", async () => {
    await file();
    const filter = {
      search: "",
      state: "all" as const,
      urgency: null,
      regionIso: null,
      sort: "received" as const,
      direction: "desc" as const,
      page: 1,
    };
    const { rows, total } = await requestsForDesk(desk(), filter);
    expect(total).toBeGreaterThan(0);
    expect(JSON.stringify([rows, await deskQueue(desk())])).not.toMatch(/kanar|Zbulu|069 ?731/i);
    const [first] = rows;
    const found = await requestsForDesk(desk(), { ...filter, search: first?.code.toLowerCase().slice(3) ?? "" });
    expect(found.rows.map(({ id }) => id)).toContain(first?.id);
  });

  test("a referrer learns whether it was received or answered, and nothing else", async () => {
    const context = contextFor(referrer, now, made.app);
    const filed = await submitRequest(context, { source: "referrer", filing: filing() });
    if (!filed.ok) throw new Error(filed.reason);
    const own = async () => (await filingsOfReferrer(context)).find(({ id }) => id === filed.requestId);
    expect(await own()).toEqual({ id: filed.requestId, receivedAt: now, answered: false });
    await openTriage(desk(), { requestId: filed.requestId });
    expect((await own())?.answered).toBe(false);
    await decideTriage(desk(), decision(filed.requestId));
    expect((await own())?.answered).toBe(true);
  });
});
