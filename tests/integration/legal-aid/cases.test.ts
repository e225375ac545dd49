import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { type Coordinator, contextFor, inTransaction } from "#app/context.server";
import { requestForReceipt } from "#app/legal-aid/aid-requests/receipt-queries.server";
import { reopenRequest } from "#app/legal-aid/aid-requests/reopen-request.server";
import { addCaseNote } from "#app/legal-aid/cases/add-case-note.server";
import { openCaseFile } from "#app/legal-aid/cases/case-file-queries.server";
import { casesForDesk, deadlinesForDesk } from "#app/legal-aid/cases/desk-queries.server";
import { endStep } from "#app/legal-aid/cases/end-step.server";
import { handBackCase } from "#app/legal-aid/cases/hand-back-case.server";
import { caseForLawyer } from "#app/legal-aid/cases/own-case-queries.server";
import { casesOfLawyer, deadlinesOfLawyer, hoursOfLawyer } from "#app/legal-aid/cases/queries.server";
import { clearOpponents } from "#app/legal-aid/conflicts/clear-opponents.server";
import { namesForConflictCheck } from "#app/legal-aid/conflicts/queries.server";
import { addDeadline } from "#app/legal-aid/deadlines/add-deadline.server";
import { meetDeadline } from "#app/legal-aid/deadlines/meet-deadline.server";
import { logHours } from "#app/legal-aid/hours/log-hours.server";
import { removeHours } from "#app/legal-aid/hours/remove-hours.server";
import { replaceRule } from "#app/legal-aid/law/replace-rule.server";
import { holdOffer } from "#app/legal-aid/offers/hold-offer.server";
import { closeCase } from "#app/legal-aid/outcomes/close-case.server";
import { setDatabase } from "#db/client.server";
import { requestIdentities, requestMoves, requestParties, requestStories } from "#db/schema/aid-requests";
import { auditEvents } from "#db/schema/audit";
import { caseDeadlines, caseNotes, caseSteps, cases } from "#db/schema/cases";
import { lawyers } from "#db/schema/lawyers";
import { deadlineRules } from "#db/schema/reference";
import { buildMember } from "#db/seeds/build.server";
import { type TestDatabase, testDatabase } from "#tests/support/database";
import { minutes, monday, networkOn, type SealedRequest } from "#tests/support/network";

let database: TestDatabase;
let network: ReturnType<typeof networkOn>;
let desk: Coordinator;

beforeAll(async () => {
  database = await testDatabase();
  setDatabase(database.app);
  network = networkOn(database);
  desk = await network.desk();
});

/** A lawyer with an open case of their own. */
async function working(values: SealedRequest = {}, person: { givenName?: string; familyName?: string } = {}) {
  const lawyer = await network.lawyer({ account: { person } });
  const requestId = await network.request(desk, values);
  await database.owner.execute(sql`delete from conflict_findings`);
  await database.owner.execute(sql`insert into conflict_checks (request_id, checked_by, checked_at, enough, compared)
    values (${requestId}, ${desk.accountId}, now(), true, 0)`);
  const [offer] = await network.offer(desk, requestId, lawyer.id);
  const caseId = await network.accept(lawyer.actor, offer?.id ?? "");
  return { lawyer: lawyer.actor, lawyerId: lawyer.id, requestId, caseId, context: network.acting(lawyer.actor) };
}
const receiptOf = (requestId: string) => contextFor({ kind: "receipt" as const, requestId }, monday, database.app);
const actionsOn = async (subjectId: string) =>
  (await database.owner.select().from(auditEvents).where(eq(auditEvents.subjectId, subjectId))).map(
    ({ action }) => action,
  );

describe("the conflict stage", () => {
  test("shows the opponent first, the client only then, logs every look and ends with the hold", async () => {
    const lawyer = await network.lawyer();
    const requestId = await network.request(desk);
    const [offer] = await network.offer(desk, requestId, lawyer.id);
    const offerId = offer?.id ?? "";
    const context = network.acting(lawyer.actor);
    expect(await namesForConflictCheck(context, offerId)).toEqual({ ok: false, reason: "not_holding" });
    await holdOffer(context, { offerId });
    const first = await namesForConflictCheck(context, offerId);
    expect(first).toMatchObject({
      ok: true,
      opponents: [{ side: "opponent", name: "Arben Kryeziu" }],
      client: null,
      cleared: false,
    });
    expect(JSON.stringify(first)).not.toContain("Gjoka");
    await clearOpponents(context, { offerId });
    expect(await namesForConflictCheck(context, offerId)).toMatchObject({ client: "Mirela Gjoka", cleared: true });
    const opened = (await actionsOn(requestId)).filter((action) => action.startsWith("open-"));
    expect(opened).toEqual(expect.arrayContaining(["open-party", "open-party+identity"]));
    expect(await namesForConflictCheck(network.acting(lawyer.actor, minutes(60)), offerId)).toEqual({
      ok: false,
      reason: "not_holding",
    });
    const stranger = await network.lawyer({ regions: ["AL-01"] });
    await expect(namesForConflictCheck(network.acting(stranger.actor), offerId)).rejects.toMatchObject({ status: 404 });
  });

  test("reads nothing without the consent to it", async () => {
    const lawyer = await network.lawyer();
    const requestId = await network.request(desk);
    const [offer] = await network.offer(desk, requestId, lawyer.id);
    await holdOffer(network.acting(lawyer.actor), { offerId: offer?.id ?? "" });
    await database.owner.execute(
      sql`update consents set withdrawn_at = now() where request_id = ${requestId} and kind = 'conflict_check'`,
    );
    expect(await namesForConflictCheck(network.acting(lawyer.actor), offer?.id ?? "")).toEqual({
      ok: false,
      reason: "consent_missing",
    });
  });

  test("opens identity and parties of a held offer in the database, but no story", async () => {
    const lawyer = await network.lawyer();
    const requestId = await network.request(desk);
    const [offer] = await network.offer(desk, requestId, lawyer.id);
    const rows = () =>
      inTransaction(network.acting(lawyer.actor), async (tx) => ({
        identities: (await tx.db.select().from(requestIdentities)).length,
        parties: (await tx.db.select().from(requestParties)).length,
        stories: (await tx.db.select().from(requestStories)).length,
      }));
    expect(await rows()).toEqual({ identities: 0, parties: 0, stories: 0 });
    await holdOffer(network.acting(lawyer.actor), { offerId: offer?.id ?? "" });
    expect(await rows()).toEqual({ identities: 1, parties: 1, stories: 0 });
    await database.owner.update(lawyers).set({ state: "suspended" }).where(eq(lawyers.id, lawyer.id));
    expect(await rows()).toEqual({ identities: 0, parties: 0, stories: 0 });
  });
});

describe("the file", () => {
  test("opens with consent as far as the steps go, with its audit row", async () => {
    const { context, caseId, requestId } = await working();
    const file = await openCaseFile(context, caseId);
    expect(file).toMatchObject({
      consented: true,
      identity: { name: "Mirela Gjoka", birthYear: "1991" },
      parties: [{ side: "opponent", name: "Arben Kryeziu" }],
      story: "Ai erdhi te puna ime në Sukth më 12.03.2026.",
      contact: { channel: "phone", who: "only_me" },
      phrases: { toPerson: "dielli i vjeshtës", fromPerson: "mollë e kuqe" },
      whereabouts: "te motra, rruga Myslym Shyri 14",
    });
    expect(await actionsOn(requestId)).toContain("open-identity+party+story+safety+phrases+whereabouts+case_note");
  });

  test("keeps back whereabouts and opponents where advice is all that is asked", async () => {
    const { context, caseId } = await working({ stepKinds: ["advice"] });
    const file = await openCaseFile(context, caseId);
    expect(file.whereabouts).toBeNull();
    expect(file.parties).toEqual([]);
    expect(file.story).not.toBeNull();
  });

  test("stays shut without the consent to share; the notes are the lawyer's own", async () => {
    const { context, caseId } = await working({ consents: ["process", "conflict_check"] });
    await addCaseNote(context, { caseId, body: "Takim të premten me koordinimin." });
    const file = await openCaseFile(context, caseId);
    expect(file).toMatchObject({ consented: false, identity: null, parties: [], story: null, contact: null });
    expect(file.notes.map(({ body }) => body)).toEqual(["Takim të premten me koordinimin."]);
    const [stored] = await database.owner.select().from(caseNotes).where(eq(caseNotes.caseId, caseId));
    expect(stored?.body.includes("Takim")).toBe(false);
  });

  test("is nobody else's: the same 404 for other lawyers, unknown ids and ended cases", async () => {
    const { caseId, context } = await working();
    const stranger = network.acting((await network.lawyer({ regions: ["AL-01"] })).actor);
    const calls = (who: typeof context, id: string) => [
      () => caseForLawyer(who, id),
      () => openCaseFile(who, id),
      () => addCaseNote(who, { caseId: id, body: "x" }),
      () => addDeadline(who, { caseId: id, ruleCode: "CR-4a", startedOn: "2026-11-20", startedTime: null }),
      () => logHours(who, { caseId: id, workedOn: "2026-11-23", minutes: 30, kind: "court" }),
      () => handBackCase(who, { caseId: id, reason: "health" }),
      () => closeCase(who, { caseId: id, outcome: "won" }),
    ];
    for (const call of calls(stranger, caseId)) await expect(call()).rejects.toMatchObject({ status: 404 });
    for (const call of calls(context, "00000000-0000-7000-8000-000000000000"))
      await expect(call()).rejects.toMatchObject({ status: 404 });
    expect(await closeCase(context, { caseId, outcome: "won" })).toEqual({ ok: true });
    for (const call of calls(context, caseId)) await expect(call()).rejects.toMatchObject({ status: 404 });
  });

  test("is shut by the database when the case ends, and never open without an actor", async () => {
    const { context, caseId, requestId } = await working();
    const seen = (who: typeof context) =>
      inTransaction(who, async (tx) => ({
        identity: (await tx.db.select().from(requestIdentities).where(eq(requestIdentities.requestId, requestId)))
          .length,
        notes: (await tx.db.select().from(caseNotes).where(eq(caseNotes.caseId, caseId))).length,
      }));
    await addCaseNote(context, { caseId, body: "një" });
    expect(await seen(context)).toEqual({ identity: 1, notes: 1 });
    expect(await seen({ ...context, actor: { kind: "anyone" } } as never)).toEqual({ identity: 0, notes: 0 });
    const rows = await database.app.select().from(caseNotes).where(eq(caseNotes.caseId, caseId));
    expect(rows).toEqual([]);
    await handBackCase(context, { caseId, reason: "health", note: "dosja është te unë" });
    expect(await seen(context)).toEqual({ identity: 0, notes: 0 });
  });
});

describe("steps", () => {
  test("end with an outcome, can be taken up again, belong to their case", async () => {
    const { context, caseId } = await working({ stepKinds: ["protection_order", "criminal_report"] });
    const { steps } = await caseForLawyer(context, caseId);
    expect(steps.map(({ kind, estimatedHours }) => [kind, estimatedHours])).toEqual([
      ["protection_order", 8],
      ["criminal_report", 4],
    ]);
    const stepId = steps[0]?.id ?? "";
    expect(await endStep(context, { caseId, stepId, state: "done", outcome: null })).toEqual({
      ok: false,
      reason: "outcome_missing",
    });
    await endStep(context, { caseId, stepId, state: "done", outcome: "won" });
    await endStep(context, { caseId, stepId, state: "open", outcome: null });
    const [row] = await database.owner.select().from(caseSteps).where(eq(caseSteps.id, stepId));
    expect(row).toMatchObject({ state: "open", outcome: null, endedAt: null });
    const other = await working();
    await expect(
      endStep(other.context, { caseId: other.caseId, stepId, state: "dropped", outcome: null }),
    ).rejects.toMatchObject({ status: 404 });
  });
});

describe("deadlines", () => {
  test("come out of the law table and keep the row they began with", async () => {
    const { context, caseId } = await working();
    const add = (ruleCode: string, startedOn: string, startedTime: string | null = null) =>
      addDeadline(context, { caseId, ruleCode, startedOn, startedTime });
    // 15 days from 13 November end on Saturday 28, a holiday, and roll on over Sunday and the substitute day if there is one.
    const appeal = await add("CR-4a", "2026-11-13");
    expect(appeal).toMatchObject({ ok: true, toBeConfirmed: false });
    if (appeal.ok) expect(appeal.dueAt.getTime()).toBeGreaterThan(Date.parse("2026-11-30T00:00:00Z") - 1);
    expect(await add("DV-8", "2027-06-30")).toMatchObject({
      ok: true,
      dueAt: new Date("2027-06-15T22:00:00Z"),
      toBeConfirmed: true,
    });
    expect(await add("DV-2", "2026-11-23")).toEqual({ ok: false, reason: "hour_needed" });
    expect(await add("DV-2", "2026-11-23", "10:00")).toMatchObject({ dueAt: new Date("2026-11-25T09:00:00Z") });
    for (const never of ["DV-9", "DV-11a", "DV-11b", "TR-1", "CR-6", "NO-SUCH"])
      await expect(add(never, "2026-11-20", "10:00")).rejects.toMatchObject({ status: 404 });
    await database.owner.update(deadlineRules).set({ active: false }).where(eq(deadlineRules.code, "CR-4a"));
    const shown = (await caseForLawyer(context, caseId)).deadlines.find(({ ruleCode }) => ruleCode === "CR-4a");
    expect(shown).toMatchObject({ review: true, state: "open" });
    await database.owner.update(deadlineRules).set({ active: true }).where(eq(deadlineRules.code, "CR-4a"));
    expect((await deadlinesOfLawyer(context)).length).toBe(3);
  });

  test("keep their date when the row is replaced, are marked for review, and begin under the row of their day", async () => {
    const { context, caseId } = await working();
    const add = (ruleCode: string, startedOn: string) =>
      addDeadline(context, { caseId, ruleCode, startedOn, startedTime: null });
    const before = await add("CV-3", "2026-11-20");
    if (!before.ok) throw new Error(before.reason);
    const { actor } = await buildMember(database.owner, "administrator");
    const later = contextFor(actor, new Date(context.now.getTime() + 60_000), database.app);
    const row = { length: 5, unit: "days", rollsOver: null, lawVersion: "L111-2017", status: "secondary" } as const;
    const why = { source: "a new law", reason: "read in the gazette" };
    const next = await replaceRule(later, { code: "CV-3", validFrom: "2027-01-01", ...row, ...why });
    if (!next.ok) throw new Error(next.reason);
    const afterwards = contextFor(context.actor, new Date(later.now.getTime() + 60_000), database.app);
    const same = { caseId, startedTime: null };
    expect(await addDeadline(afterwards, { ...same, ruleCode: "CV-3", startedOn: "2027-01-01" })).toEqual({
      ok: false,
      reason: "not_in_force",
    });
    await addDeadline(afterwards, { ...same, ruleCode: "CV-3", startedOn: "2026-12-31" });
    await addDeadline(afterwards, { ...same, ruleCode: next.code, startedOn: "2027-01-01" });
    const shown = (await caseForLawyer(afterwards, caseId)).deadlines;
    const marks = shown.map(({ ruleCode, review }) => [ruleCode, review]).sort();
    expect(marks).toEqual([
      ["CV-3", false],
      ["CV-3", true],
      [next.code, false],
    ]);
    expect(shown.find(({ id }) => id === before.deadlineId)?.dueAt).toEqual(before.dueAt);
  });

  test("are met, taken up again, and seen by the desk when overdue", async () => {
    const { context, caseId } = await working();
    const added = await addDeadline(context, {
      caseId,
      ruleCode: "CV-2",
      startedOn: "2026-11-02",
      startedTime: null,
    });
    if (!added.ok) throw new Error(added.reason);
    const list = await deadlinesForDesk(network.acting(desk), { page: 1, pageSize: 10 });
    expect(list.overdue).toBeGreaterThan(0);
    expect(list.rows.some(({ id }) => id === added.deadlineId)).toBe(true);
    expect(await closeCase(context, { caseId, outcome: "won" })).toEqual({ ok: false, reason: "deadline_open" });
    await meetDeadline(context, { caseId, deadlineId: added.deadlineId });
    const [met] = await database.owner.select().from(caseDeadlines).where(eq(caseDeadlines.id, added.deadlineId));
    expect(met).toMatchObject({ state: "met", endedAt: monday });
    await meetDeadline(context, { caseId, deadlineId: added.deadlineId, state: "open" });
    await expect(
      meetDeadline(context, { caseId, deadlineId: "00000000-0000-7000-8000-000000000000" }),
    ).rejects.toMatchObject({ status: 404 });
  });
});

describe("hours", () => {
  test("are logged and taken off again, and stay when the case is closed", async () => {
    const { context, caseId } = await working();
    const log = (workedOn: string) => logHours(context, { caseId, workedOn, minutes: 90, kind: "drafting" });
    const logged = await log("2026-11-23");
    expect(await log("2026-11-24")).toEqual({ ok: false, reason: "in_future" });
    expect(await log("2026-11-01")).toEqual({ ok: false, reason: "before_case" });
    await log("2026-11-23");
    if (!logged.ok) throw new Error(logged.reason);
    await removeHours(context, { caseId, hoursId: logged.hoursId });
    await expect(removeHours(context, { caseId, hoursId: logged.hoursId })).rejects.toMatchObject({ status: 404 });
    await closeCase(context, { caseId, outcome: "settled" });
    expect((await hoursOfLawyer(context, "2026-01-01")).map(({ minutes: worked }) => worked)).toEqual([90]);
    expect(await casesOfLawyer(context)).toMatchObject([{ state: "closed", outcome: "settled", minutes: 90 }]);
  });
});

describe("handing back", () => {
  test("makes the request urgent, frees it for another lawyer and tells the desk", async () => {
    const { context, caseId, requestId } = await working({ urgency: "standard" });
    expect(await handBackCase(context, { caseId, reason: "trust_lost" })).toEqual({ ok: true });
    expect(await network.stateOf(requestId)).toEqual({ state: "matching", urgency: "urgent" });
    expect(await requestForReceipt(receiptOf(requestId))).toMatchObject({ lawyer: null });
    const other = await network.lawyer();
    const rows = await network.offer(desk, requestId, other.id);
    const offer = rows.find(({ lawyerId }) => lawyerId === other.id);
    const again = await network.accept(other.actor, offer?.id ?? "");
    expect(again).not.toBe(caseId);
    expect((await network.stateOf(requestId))?.state).toBe("assigned");
    const moves = await database.owner.select().from(requestMoves).where(eq(requestMoves.requestId, requestId));
    expect(moves.map(({ reason }) => reason)).toContain("hand_back_trust_lost");
    const desk2 = await casesForDesk(network.acting(desk), { q: null, state: "handed_back", page: 1, pageSize: 50 });
    expect(desk2.rows.some(({ id }) => id === caseId)).toBe(true);
    expect(JSON.stringify(desk2)).not.toMatch(/Gjoka|Kryeziu/);
  });

  test("two clicks at once hand back once", async () => {
    const { context, caseId } = await working();
    const answers = await Promise.allSettled([
      handBackCase(context, { caseId, reason: "no_time" }),
      handBackCase(context, { caseId, reason: "no_time" }),
    ]);
    expect(answers.filter(({ status }) => status === "fulfilled").length).toBe(1);
  });
});

describe("closing", () => {
  test("closes the request, and a reopened one can be taken again", async () => {
    const { context, caseId, requestId } = await working();
    expect(await closeCase(context, { caseId, outcome: "won" })).toEqual({ ok: true });
    expect((await network.stateOf(requestId))?.state).toBe("closed");
    const [ended] = await database.owner.select().from(cases).where(eq(cases.id, caseId));
    expect(ended).toMatchObject({ state: "closed", outcome: "won", endedAt: monday });
    await reopenRequest(network.acting(desk), { requestId, reason: "new_facts" });
    await database.owner.execute(sql`update aid_requests set state = 'matching' where id = ${requestId}`);
    const other = await network.lawyer();
    const rows = await network.offer(desk, requestId, other.id);
    const offer = rows.find(({ lawyerId }) => lawyerId === other.id);
    expect(await network.accept(other.actor, offer?.id ?? "")).not.toBe(caseId);
  });
});

describe("the person behind the receipt", () => {
  test("sees who her lawyer is, for her own request only", async () => {
    const { requestId } = await working();
    const other = await working({}, { givenName: "Besa", familyName: "Prela" });
    expect(await requestForReceipt(receiptOf(requestId))).toMatchObject({
      state: "assigned",
      lawyer: { givenName: "Jonida", familyName: "Hoxha" },
    });
    expect(await requestForReceipt(receiptOf(other.requestId))).toMatchObject({ lawyer: { givenName: "Besa" } });
  });
});
