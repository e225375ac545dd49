import { eq, inArray, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { Coordinator } from "#app/context.server";
import { clearOpponents } from "#app/legal-aid/conflicts/clear-opponents.server";
import { acceptOffer } from "#app/legal-aid/offers/accept-offer.server";
import { declineOffer } from "#app/legal-aid/offers/decline-offer.server";
import { endOffers } from "#app/legal-aid/offers/end-offers.server";
import { holdOffer } from "#app/legal-aid/offers/hold-offer.server";
import { makeOffer } from "#app/legal-aid/offers/make-offer.server";
import { offerForLawyer } from "#app/legal-aid/offers/queries.server";
import { withdrawOffer } from "#app/legal-aid/offers/withdraw-offer.server";
import { setDatabase } from "#db/client.server";
import { aidRequests } from "#db/schema/aid-requests";
import { auditEvents } from "#db/schema/audit";
import { caseSteps, cases } from "#db/schema/cases";
import { lawyers } from "#db/schema/lawyers";
import { outboxMessages } from "#db/schema/messages";
import { type Card, offerMoves, offers } from "#db/schema/offers";
import { cardOf } from "#db/seeds/build.server";
import { type TestDatabase, testDatabase } from "#tests/support/database";
import { minutes, monday, networkOn } from "#tests/support/network";

let database: TestDatabase;
let network: ReturnType<typeof networkOn>;
let desk: Coordinator;

beforeAll(async () => {
  database = await testDatabase();
  setDatabase(database.app);
  network = networkOn(database);
  desk = await network.desk();
});

/** Only these lawyers can be asked from here on. */
async function onlyThese(count: number, values: Parameters<typeof network.lawyer>[0] = {}) {
  await database.owner.update(lawyers).set({ onLeaveUntil: "2099-01-01" });
  await database.owner
    .update(offers)
    .set({ state: "withdrawn", endedAt: monday })
    .where(inArray(offers.state, ["open", "holding"]));
  return Promise.all(Array.from({ length: count }, () => network.lawyer(values)));
}
const offerRows = (requestId: string) =>
  database.owner.select().from(offers).where(eq(offers.requestId, requestId)).orderBy(offers.openedAt, offers.id);
const messagesAbout = (subjectId: string) =>
  database.owner.select().from(outboxMessages).where(eq(outboxMessages.subjectId, subjectId));
const audited = async (action: string, subjectId: string) =>
  (await database.owner.select().from(auditEvents).where(eq(auditEvents.action, action))).filter(
    (row) => row.subjectId === subjectId,
  ).length;

describe("making an offer", () => {
  test("puts a card of codes to the next in order, tells them neutrally and moves the request", async () => {
    const [lawyer] = await onlyThese(1);
    const requestId = await network.request(desk);
    expect(await makeOffer(network.acting(desk), { requestId })).toEqual({ ok: true, offered: 1 });
    const [offer] = await offerRows(requestId);
    expect(offer).toMatchObject({ state: "open", lawyerId: lawyer?.id, offeredBy: desk.accountId });
    expect(offer?.card).toEqual({
      areaCode: "PO-REQ",
      urgency: "urgent",
      regionIso: null,
      courtKind: null,
      language: "sq",
      ageBand: "31_45",
      genderWish: null,
      stepKinds: ["protection_order"],
      estimatedHours: 8,
      nextDateRange: "within_7_days",
      sentence: null,
    });
    expect(offer?.expiresAt).toEqual(minutes(240));
    expect((await network.stateOf(requestId))?.state).toBe("offered");
    expect((await messagesAbout(offer?.id ?? "")).map(({ kind }) => kind)).toEqual(["offer_made"]);
    expect(await audited("make-offer", requestId)).toBe(1);
    expect(await audited("check-conflicts", requestId)).toBe(1);
    expect(await makeOffer(network.acting(desk), { requestId })).toEqual({ ok: false, reason: "offer_running" });
  });

  test("names the region once five requests are open there", async () => {
    await onlyThese(1, { regions: ["AL-07"] });
    const requestIds: string[] = [];
    for (let count = 0; count < 5; count++) requestIds.push(await network.request(desk, { regionIso: "AL-07" }));
    const [offer] = await network.offer(desk, requestIds[0] ?? "");
    expect(offer?.card.regionIso).toBe("AL-07");
  });

  test("refuses a sentence with anything of the file in it, and takes one without", async () => {
    await onlyThese(1);
    const requestId = await network.request(desk);
    for (const [sentence, fault] of [
      ["Klientja quhet Mirela", "name"],
      ["Kundër z. Kryeziut", "name"],
      ["Ndodhi në Sukth", "place"],
      ["E strehuar te Myslym Shyri", "place"],
      ["Lindur më 1991", "number"],
      ["Telefoni 0695557701", "contact"],
    ])
      expect(await makeOffer(network.acting(desk), { requestId, sentence: sentence ?? "" })).toEqual({
        ok: false,
        reason: "sentence",
        fault,
      });
    expect(await offerRows(requestId)).toEqual([]);
    const sentence = "Duhet përvojë me dëshmitarë të mitur.";
    expect(await makeOffer(network.acting(desk), { requestId, sentence })).toMatchObject({ ok: true });
    expect((await offerRows(requestId))[0]?.card.sentence).toBe(sentence);
  });

  test("asks nobody without the consent to the conflict check, nor outside the states for it", async () => {
    await onlyThese(1);
    const without = await network.request(desk, { consents: ["process"] });
    expect(await makeOffer(network.acting(desk), { requestId: without })).toEqual({
      ok: false,
      reason: "consent_missing",
    });
    const closed = await network.request(desk);
    await database.owner.update(aidRequests).set({ state: "closed" }).where(eq(aidRequests.id, closed));
    expect(await makeOffer(network.acting(desk), { requestId: closed })).toEqual({ ok: false, reason: "wrong_state" });
    await expect(
      makeOffer(network.acting(desk), { requestId: "00000000-0000-7000-8000-000000000000" }),
    ).rejects.toMatchObject({ status: 404 });
  });

  test("says why a chosen lawyer is out, and when nobody is left", async () => {
    const [far] = await onlyThese(1, { regions: ["AL-01"] });
    const requestId = await network.request(desk);
    expect(await makeOffer(network.acting(desk), { requestId, lawyerId: far?.id ?? "" })).toEqual({
      ok: false,
      reason: "not_eligible",
      filters: ["region"],
    });
    expect(await makeOffer(network.acting(desk), { requestId })).toEqual({ ok: false, reason: "nobody_left" });
  });

  test("an emergency asks three at once, those on duty first", async () => {
    await onlyThese(3);
    const duty = await network.lawyer({ onDuty: true });
    const requestId = await network.request(desk, { urgency: "emergency" });
    expect(await makeOffer(network.acting(desk), { requestId })).toEqual({ ok: true, offered: 3 });
    const rows = await offerRows(requestId);
    expect(rows.length).toBe(3);
    expect(rows.map(({ lawyerId }) => lawyerId)).toContain(duty.id);
    expect(rows[0]?.expiresAt).toEqual(minutes(60));
  });
});

describe("yes", () => {
  test("twenty lawyers say yes at once: exactly one holds", async () => {
    const many = await Promise.all(Array.from({ length: 20 }, () => network.lawyer()));
    const requestId = await network.request(desk, { urgency: "emergency" });
    const [request] = await database.owner.select().from(aidRequests).where(eq(aidRequests.id, requestId));
    if (!request) throw new Error("no request");
    await database.owner.update(aidRequests).set({ state: "offered" }).where(eq(aidRequests.id, requestId));
    const made = await database.owner
      .insert(offers)
      .values(
        many.map(({ id }) => ({
          requestId,
          lawyerId: id,
          card: cardOf(request),
          estimatedHours: 8,
          openedAt: monday,
          expiresAt: minutes(60),
        })),
      )
      .returning();
    const answers = await Promise.all(
      made.map((offer) => {
        const lawyer = many.find(({ id }) => id === offer.lawyerId);
        if (!lawyer) throw new Error("no lawyer");
        return holdOffer(network.acting(lawyer.actor), { offerId: offer.id });
      }),
    );
    expect(answers.filter(({ ok }) => ok).length).toBe(1);
    expect(answers.filter((answer) => !answer.ok && answer.reason === "held_by_other").length).toBe(19);
    const rows = await offerRows(requestId);
    expect(rows.filter(({ state }) => state === "holding").length).toBe(1);
    expect(rows.filter(({ state }) => state === "open").length).toBe(19);

    const holding = rows.find(({ state }) => state === "holding");
    const holder = many.find(({ id }) => id === holding?.lawyerId);
    if (!holding || !holder) throw new Error("nobody holds");
    expect(holding.holdUntil).toEqual(minutes(15));
    expect(await acceptOffer(network.acting(holder.actor), { offerId: holding.id })).toEqual({
      ok: false,
      reason: "names_not_checked",
    });
    await clearOpponents(network.acting(holder.actor), { offerId: holding.id });
    const twice = await Promise.allSettled([
      acceptOffer(network.acting(holder.actor), { offerId: holding.id }),
      acceptOffer(network.acting(holder.actor), { offerId: holding.id }),
    ]);
    const results = twice.map((one) => (one.status === "fulfilled" ? one.value : null));
    expect(results.filter((one) => one?.ok).length).toBe(1);
    const made2 = await database.owner.select().from(cases).where(eq(cases.requestId, requestId));
    expect(made2.length).toBe(1);
    const steps = await database.owner
      .select()
      .from(caseSteps)
      .where(eq(caseSteps.caseId, made2[0]?.id ?? ""));
    expect(steps.map(({ kind, estimatedHours }) => [kind, estimatedHours])).toEqual([["protection_order", 8]]);
    const after = await offerRows(requestId);
    expect(after.filter(({ state }) => state === "passed_over").length).toBe(19);
    expect((await network.stateOf(requestId))?.state).toBe("assigned");
    const moves = await database.owner.select().from(offerMoves).where(eq(offerMoves.offerId, holding.id));
    expect(moves.map(({ toState }) => toState)).toEqual(["holding", "accepted"]);
    const lost = after.find(({ state }) => state === "passed_over");
    expect((await messagesAbout(lost?.id ?? "")).map(({ kind }) => kind)).toEqual(["offer_ended"]);
    expect(await audited("accept-offer", made2[0]?.id ?? "")).toBe(1);
  });

  test("comes too late after the limit, and is refused where the hold has run out", async () => {
    const [lawyer] = await onlyThese(1);
    if (!lawyer) throw new Error("no lawyer");
    const [offer] = await network.offer(desk, await network.request(desk));
    const offerId = offer?.id ?? "";
    expect(await holdOffer(network.acting(lawyer.actor, minutes(240)), { offerId })).toEqual({
      ok: false,
      reason: "expired",
    });
    expect(await holdOffer(network.acting(lawyer.actor, minutes(239)), { offerId })).toMatchObject({ ok: true });
    await clearOpponents(network.acting(lawyer.actor, minutes(240)), { offerId });
    expect(await acceptOffer(network.acting(lawyer.actor, minutes(239 + 60)), { offerId })).toEqual({
      ok: false,
      reason: "not_holding",
    });
  });

  test("is nobody else's to say", async () => {
    await onlyThese(1);
    const stranger = await network.lawyer({ onLeaveUntil: "2099-01-01" });
    const [offer] = await network.offer(desk, await network.request(desk));
    const offerId = offer?.id ?? "";
    const context = network.acting(stranger.actor);
    for (const call of [
      () => holdOffer(context, { offerId }),
      () => acceptOffer(context, { offerId }),
      () => clearOpponents(context, { offerId }),
      () => declineOffer(context, { offerId, code: "too_far", until: null, reason: null }),
      () => offerForLawyer(context, offerId),
      () => holdOffer(context, { offerId: "00000000-0000-7000-8000-000000000000" }),
    ])
      await expect(call()).rejects.toMatchObject({ status: 404 });
  });

  test("the database itself refuses a second taker", async () => {
    const [one, two] = await onlyThese(2);
    const requestId = await network.request(desk, { urgency: "emergency" });
    await network.offer(desk, requestId);
    await database.owner
      .update(offers)
      .set({ state: "holding", holdUntil: minutes(15) })
      .where(eq(offers.lawyerId, one?.id ?? ""));
    await expect(
      database.owner
        .update(offers)
        .set({ state: "holding", holdUntil: minutes(15) })
        .where(eq(offers.lawyerId, two?.id ?? "")),
    ).rejects.toThrow();
  });
});

describe("no", () => {
  test("passes the offer on in the same moment and does not count against the turn", async () => {
    const [one, two] = await onlyThese(2);
    const requestId = await network.request(desk);
    const [offer] = await network.offer(desk, requestId);
    const asked = [one, two].find((lawyer) => lawyer?.id === offer?.lawyerId);
    const other = [one, two].find((lawyer) => lawyer?.id !== offer?.lawyerId);
    if (!asked || !other || !offer) throw new Error("nobody asked");
    expect(
      await declineOffer(network.acting(asked.actor), {
        offerId: offer.id,
        code: "no_time",
        until: "2026-12-15",
        reason: null,
      }),
    ).toEqual({ ok: true, next: "offered" });
    const rows = await offerRows(requestId);
    expect(Object.fromEntries(rows.map(({ lawyerId, state }) => [lawyerId, state]))).toEqual({
      [asked.id]: "declined",
      [other.id]: "open",
    });
    const [changed] = await database.owner.select().from(lawyers).where(eq(lawyers.id, asked.id));
    expect(changed?.onLeaveUntil).toBe("2026-12-15");
    expect(
      await declineOffer(network.acting(asked.actor), {
        offerId: offer.id,
        code: "too_far",
        until: null,
        reason: null,
      }),
    ).toEqual({ ok: false, reason: "offer_ended" });
  });

  test("back to triage where the code says so, telling the desk and whoever else was asked", async () => {
    const three = await onlyThese(3);
    const requestId = await network.request(desk, { urgency: "emergency" });
    const [offer] = await network.offer(desk, requestId);
    const asked = three.find(({ id }) => id === offer?.lawyerId);
    if (!asked || !offer) throw new Error("nobody asked");
    expect(
      await declineOffer(network.acting(asked.actor), {
        offerId: offer.id,
        code: "duplicate",
        until: null,
        reason: null,
      }),
    ).toEqual({ ok: true, next: "desk" });
    expect((await network.stateOf(requestId))?.state).toBe("in_triage");
    expect((await offerRows(requestId)).map(({ state }) => state).sort()).toEqual([
      "declined",
      "withdrawn",
      "withdrawn",
    ]);
    expect((await messagesAbout(requestId)).filter(({ kind }) => kind === "desk_attention").length).toBeGreaterThan(0);
  });

  test("a conflict keeps the lawyer out and tells the desk the code only", async () => {
    const [asked] = await onlyThese(1);
    const requestId = await network.request(desk);
    const [offer] = await network.offer(desk, requestId);
    if (!asked || !offer) throw new Error("nobody asked");
    await holdOffer(network.acting(asked.actor), { offerId: offer.id });
    expect(
      await declineOffer(network.acting(asked.actor), {
        offerId: offer.id,
        code: "conflict",
        until: null,
        reason: null,
      }),
    ).toEqual({ ok: true, next: "desk" });
    expect((await network.stateOf(requestId))?.state).toBe("matching");
    const [row] = await offerRows(requestId);
    expect(row).toMatchObject({ state: "declined", declineCode: "conflict", declineReason: null });
  });

  test("no name from the conflict stage leaves in a sentence; a past day is no leave", async () => {
    const [asked] = await onlyThese(1);
    const [offer] = await network.offer(desk, await network.request(desk));
    if (!asked || !offer) throw new Error("nobody asked");
    await holdOffer(network.acting(asked.actor), { offerId: offer.id });
    const decline = (reason: string | null, code: "other" | "no_time", until: string | null = null) =>
      declineOffer(network.acting(asked.actor), { offerId: offer.id, code, until, reason });
    expect(await decline("E njoh Arben Kryeziun", "other")).toEqual({ ok: false, reason: "names_in_reason" });
    expect(await decline(null, "no_time", "2026-11-23")).toEqual({ ok: false, reason: "date_future" });
    expect(await decline("Jam në shtrat", "other")).toMatchObject({ ok: true });
  });
});

describe("silence", () => {
  test("passes the offer on, calls the desk when two ended, and does nothing twice", async () => {
    await onlyThese(3);
    const requestId = await network.request(desk);
    await network.offer(desk, requestId);
    expect(await endOffers(network.system(minutes(239)))).toMatchObject({ expired: 0, offered: 0 });
    expect(await endOffers(network.system(minutes(240)))).toMatchObject({ expired: 1, offered: 1 });
    expect(await endOffers(network.system(minutes(240)))).toMatchObject({ expired: 0, offered: 0 });
    const called = async () => (await messagesAbout(requestId)).filter(({ kind }) => kind === "desk_attention").length;
    const before = await called();
    expect(await endOffers(network.system(minutes(480)))).toMatchObject({ expired: 1, offered: 1 });
    expect(await called()).toBeGreaterThan(before);
    // The third one began at 18:00 and has three waking hours that evening.
    expect(await endOffers(network.system(minutes(480 + 13 * 60)))).toMatchObject({ expired: 0 });
    expect(await endOffers(network.system(minutes(480 + 14 * 60)))).toMatchObject({ expired: 1, offered: 0 });
    expect((await network.stateOf(requestId))?.state).toBe("matching");
    expect(await audited("end-offers", requestId)).toBe(3);
  });

  test("several jobs at once end it once", async () => {
    await onlyThese(4);
    const requestId = await network.request(desk);
    await network.offer(desk, requestId);
    const results = await Promise.all(Array.from({ length: 5 }, () => endOffers(network.system(minutes(240)))));
    expect(results.reduce((sum, { expired }) => sum + expired, 0)).toBe(1);
    expect((await offerRows(requestId)).map(({ state }) => state).sort()).toEqual(["expired", "open"]);
  });

  test("ends a hold too, and the desk of an emergency is called at 30 minutes", async () => {
    const three = await onlyThese(3);
    const requestId = await network.request(desk, { urgency: "emergency" });
    const [offer] = await network.offer(desk, requestId);
    const holder = three.find(({ id }) => id === offer?.lawyerId);
    if (!holder || !offer) throw new Error("nobody asked");
    await holdOffer(network.acting(holder.actor), { offerId: offer.id });
    const called = async () => (await messagesAbout(requestId)).filter(({ kind }) => kind === "desk_attention").length;
    const before = await called();
    expect(await endOffers(network.system(minutes(15)))).toMatchObject({ expired: 1 });
    expect(await called()).toBe(before);
    await endOffers(network.system(minutes(30)));
    expect(await called()).toBeGreaterThan(before);
  });

  test("reminds once at half time of a standard offer", async () => {
    await onlyThese(1);
    const [offer] = await network.offer(desk, await network.request(desk, { urgency: "standard" }));
    expect((await endOffers(network.system(minutes(419)))).reminded).toBe(0);
    expect((await endOffers(network.system(minutes(420)))).reminded).toBe(1);
    expect((await endOffers(network.system(minutes(421)))).reminded).toBe(0);
    expect((await messagesAbout(offer?.id ?? "")).length).toBe(2);
  });
});

describe("withdrawing", () => {
  test("ends a running offer and leaves the request to the desk", async () => {
    await onlyThese(1);
    const requestId = await network.request(desk);
    const [offer] = await network.offer(desk, requestId);
    const offerId = offer?.id ?? "";
    expect(await withdrawOffer(network.acting(desk), { offerId })).toMatchObject({ ok: true });
    expect((await network.stateOf(requestId))?.state).toBe("matching");
    expect(await withdrawOffer(network.acting(desk), { offerId })).toMatchObject({ ok: false, reason: "offer_ended" });
    expect(await audited("withdraw-offer", offerId)).toBe(1);
  });
});

describe("the card", () => {
  test("carries nothing that was said in the file", async () => {
    const marks = ["Zzmarkname", "Qqmarkopponent", "Xxmarkstory", "Wwmarkplace", "699887766"];
    const [lawyer] = await onlyThese(1);
    const requestId = await network.request(desk, {
      name: `Ana ${marks[0]}`,
      parties: [{ side: "opponent", name: `Beni ${marks[1]}` }],
      story: `Ai tha ${marks[2]}`,
      whereabouts: `rruga ${marks[3]}`,
      phone: `+355${marks[4]}`,
    });
    const [offer] = await network.offer(desk, requestId);
    if (!lawyer || !offer) throw new Error("no offer");
    const seen = JSON.stringify(await offerForLawyer(network.acting(lawyer.actor), offer.id));
    for (const mark of marks) expect(seen).not.toContain(mark);
    expect(seen).not.toContain(requestId);
    const columns = await database.owner.execute(sql`select to_jsonb(o)::text as text from offers o`);
    for (const { text } of columns as unknown as { text: string }[])
      for (const mark of marks) expect(text).not.toContain(mark);
    const keys = Object.keys(offer.card satisfies Card).sort();
    expect(keys).toEqual([
      "ageBand",
      "areaCode",
      "courtKind",
      "estimatedHours",
      "genderWish",
      "language",
      "nextDateRange",
      "regionIso",
      "sentence",
      "stepKinds",
      "urgency",
    ]);
  });
});
