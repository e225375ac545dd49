import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { Coordinator } from "#app/context.server";
import { calendarDate } from "#app/i18n/format";
import * as deskCases from "#app/routes/desk/cases";
import * as coverage from "#app/routes/desk/coverage";
import * as deskDeadlines from "#app/routes/desk/deadlines";
import * as fairness from "#app/routes/desk/fairness";
import * as deskLawyer from "#app/routes/desk/lawyer";
import * as licence from "#app/routes/desk/lawyer-licence";
import * as rejection from "#app/routes/desk/lawyer-rejection";
import * as suspension from "#app/routes/desk/lawyer-suspension";
import * as suspensionEnd from "#app/routes/desk/lawyer-suspension-end";
import * as deskLawyers from "#app/routes/desk/lawyers";
import * as withdrawal from "#app/routes/desk/offer-withdrawal";
import * as deskOffers from "#app/routes/desk/offers";
import * as conflictChecks from "#app/routes/desk/request-conflict-checks";
import * as conflictClearance from "#app/routes/desk/request-conflict-clearance";
import * as matching from "#app/routes/desk/request-matching";
import * as lawyerCase from "#app/routes/lawyer/case";
import * as closing from "#app/routes/lawyer/case-closing";
import * as deadlineEnd from "#app/routes/lawyer/case-deadline-end";
import * as deadlines from "#app/routes/lawyer/case-deadlines";
import * as caseFile from "#app/routes/lawyer/case-file";
import * as handBack from "#app/routes/lawyer/case-hand-back";
import * as caseHours from "#app/routes/lawyer/case-hours";
import * as hoursRemoval from "#app/routes/lawyer/case-hours-removal";
import * as stepEnd from "#app/routes/lawyer/case-step-end";
import * as cases from "#app/routes/lawyer/cases";
import * as home from "#app/routes/lawyer/home";
import * as hours from "#app/routes/lawyer/hours";
import * as offer from "#app/routes/lawyer/offer";
import * as clearance from "#app/routes/lawyer/offer-clearance";
import * as conflict from "#app/routes/lawyer/offer-conflict";
import * as hold from "#app/routes/lawyer/offer-hold";
import * as profile from "#app/routes/lawyer/profile";
import * as join from "#app/routes/public/network-join";
import * as received from "#app/routes/public/network-join-received";
import { setDatabase } from "#db/client.server";
import { accounts, signIns } from "#db/schema/accounts";
import { caseDeadlines, cases as caseRows, caseHours as hourRows } from "#db/schema/cases";
import { lawyerApprovals, lawyers } from "#db/schema/lawyers";
import { offers } from "#db/schema/offers";
import { type TestDatabase, testDatabase } from "#tests/support/database";
import { networkOn } from "#tests/support/network";
import { refusal } from "#tests/support/refusal";
import { routeArgs, statusOf } from "#tests/support/signed-in";

let database: TestDatabase;
let network: ReturnType<typeof networkOn>;
let desk: Coordinator;
const unknown = "00000000-0000-7000-8000-000000000000";
const now = new Date();
const today = calendarDate(now);

beforeAll(async () => {
  database = await testDatabase();
  setDatabase(database.app);
  network = networkOn(database);
  desk = await network.desk();
});

type Values = Record<string, string>;
const asDesk = (path: string, params: Values = {}, form?: Values) =>
  routeArgs(path, { account: { id: desk.accountId, roles: ["coordinator"] }, params, ...(form && { form }) });
type NetworkLawyer = Awaited<ReturnType<typeof network.lawyer>>;
const asLawyer = (lawyer: NetworkLawyer, path: string, params: Values = {}, form?: Values) =>
  routeArgs(path, { account: lawyer.account, params, ...(form && { form }) });
const whereTo = async (answer: Promise<unknown>) => {
  const given = await answer;
  return given instanceof Response && given.status === 303 ? given.headers.get("Location") : given;
};

async function offered(values: Parameters<typeof network.request>[1] = {}) {
  await database.owner.update(lawyers).set({ onLeaveUntil: "2099-01-01" });
  const lawyer = await network.lawyer();
  const requestId = await network.request(desk, { at: now, ...values });
  const [made] = await network.offer(desk, requestId, lawyer.id, now);
  if (!made) throw new Error("no offer");
  return { lawyer, requestId, offerId: made.id };
}
async function working() {
  const one = await offered({ name: `Klea ${unlike()}`, parties: [{ side: "opponent", name: `Genti ${unlike()}` }] });
  const caseId = await network.accept(one.lawyer.actor, one.offerId, now);
  return { ...one, caseId };
}
const unlike = () =>
  `X${Math.random()
    .toString(36)
    .replace(/[^a-z]/g, "")
    .slice(0, 8)}`;

describe("/network/join", () => {
  const typed = {
    givenName: "Ermira",
    familyName: "Çela",
    email: "ermira@example.al",
    kind: "advocate",
    chamberCode: "DHV-TIRANE",
    licenceNumber: "4711",
    permitValidTo: "2099-12-31",
    gender: "woman",
    areasCivil: "PO-REQ",
    regions: "AL-11",
    languages: "sq",
    capacity: "2",
    pledgedHours: "40",
    consent: "yes",
  };
  test("answers 400 with the sentence beside the field and keeps what was typed", async () => {
    const state = await refusal(
      join.action(await routeArgs("/network/join", { form: { ...typed, email: "x", capacity: "0", consent: "" } })),
    );
    expect(Object.keys(state.errors).sort()).toEqual(["capacity", "consent", "email"]);
    expect(state.values.givenName).toBe("Ermira");
    const second = await refusal(
      join.action(await routeArgs("/network/join", { form: { ...typed, areasCivil: "", licenceNumber: "" } })),
    );
    expect(Object.keys(second.errors)).toContain("areasCivil");
    const third = await refusal(
      join.action(await routeArgs("/network/join", { form: { ...typed, areasCivil: "NO-SUCH" } })),
    );
    expect(third.errors.areasCivil?.[0]?.key).toBe("choice");
  });
  test("takes it, and answers the same to an address it knows", async () => {
    expect(await whereTo(join.action(await routeArgs("/network/join", { form: typed })))).toBe(
      "/network/join/received",
    );
    expect(await whereTo(join.action(await routeArgs("/network/join", { form: typed })))).toBe(
      "/network/join/received",
    );
    const rows = await database.owner.select().from(accounts).where(eq(accounts.email, "ermira@example.al"));
    expect(rows.length).toBe(1);
    expect(await received.loader(await routeArgs("/network/join/received"))).toBeNull();
    expect((await join.loader(await routeArgs("/network/join"))).regions.length).toBe(12);
  });
});

describe("an offer, answered with a thumb", () => {
  test("shows the card alone: nothing of the file in the page's data", async () => {
    const marks = { name: "Zana Zzmarked", parties: [{ side: "opponent" as const, name: "Beni Qqmarked" }] };
    const { lawyer, offerId, requestId } = await offered({ ...marks, story: "Xxmarked", whereabouts: "Wwmarked" });
    const params = { id: offerId };
    const loaded = await offer.loader(await asLawyer(lawyer, `/lawyer/offers/${offerId}`, params));
    const homeData = await home.loader(await asLawyer(lawyer, "/lawyer"));
    for (const seen of [JSON.stringify(loaded), JSON.stringify(homeData)]) {
      expect(seen).not.toMatch(/marked/);
      expect(seen).not.toContain(requestId);
      expect(seen).not.toContain("PK-");
    }
    expect(homeData.offers.length).toBe(1);
  });

  test("goes from yes over the names to the case", async () => {
    const { lawyer, offerId } = await offered({
      name: "Drita Sula",
      parties: [{ side: "opponent", name: "Gent Mema" }],
    });
    const params = { id: offerId };
    const here = `/lawyer/offers/${offerId}`;
    expect(await whereTo(hold.action(await asLawyer(lawyer, `${here}/hold`, params, {})))).toBe(`${here}/conflict`);
    const first = await conflict.loader(await asLawyer(lawyer, `${here}/conflict`, params));
    expect(JSON.stringify(first)).toContain("Gent Mema");
    expect(JSON.stringify(first)).not.toContain("Drita");
    expect(await whereTo(conflict.action(await asLawyer(lawyer, here, params, { attested: "yes" })))).toBe(
      `${here}/conflict`,
    );
    await clearance.action(await asLawyer(lawyer, `${here}/clearance`, params, {}));
    const state = await refusal(conflict.action(await asLawyer(lawyer, here, params, {})));
    expect(state.errors.attested).toBeDefined();
    const to = await whereTo(conflict.action(await asLawyer(lawyer, here, params, { attested: "yes" })));
    expect(to).toMatch(/^\/lawyer\/cases\/[0-9a-f-]{36}$/);
    const shown = await offer.loader(await asLawyer(lawyer, here, params));
    expect(shown.offer.state).toBe("accepted");
  });

  test("says no with a code; a missing day or sentence is said beside its field", async () => {
    const { lawyer, offerId } = await offered({ name: "Ana Lila", parties: [{ side: "opponent", name: "Ben Toska" }] });
    const params = { id: offerId };
    const decline = async (form: Values) =>
      offer.action(await asLawyer(lawyer, `/lawyer/offers/${offerId}`, params, form));
    expect((await refusal(decline({}))).errors.code).toBeDefined();
    expect((await refusal(decline({ code: "no_time" }))).errors.until).toBeDefined();
    expect((await refusal(decline({ code: "no_time", until: "2020-01-01" }))).errors.until?.[0]?.key).toBe(
      "date_future",
    );
    expect((await refusal(decline({ code: "other" }))).errors.reason).toBeDefined();
    expect((await refusal(decline({ code: "whatever" }))).errors.code).toBeDefined();
    expect(await whereTo(decline({ code: "too_far" }))).toBe("/lawyer");
    expect(await whereTo(decline({ code: "too_far" }))).toBe(`/lawyer/offers/${offerId}`);
    expect(await whereTo(hold.action(await asLawyer(lawyer, "/", params, {})))).toBe(`/lawyer/offers/${offerId}`);
  });

  test("is 404 for others and for what is no id, 403 for other roles, a sign-in for nobody", async () => {
    const { offerId } = await offered({ name: "Era Noka", parties: [{ side: "opponent", name: "Tom Duka" }] });
    const stranger = await network.lawyer({ onLeaveUntil: "2099-01-01" });
    for (const id of [offerId, unknown, "x", "1' or 1=1"])
      for (const call of [
        async () => offer.loader(await asLawyer(stranger, "/lawyer/offers/x", { id })),
        async () => offer.action(await asLawyer(stranger, "/lawyer/offers/x", { id }, { code: "too_far" })),
        async () => hold.action(await asLawyer(stranger, "/lawyer/offers/x/hold", { id }, {})),
        async () => clearance.action(await asLawyer(stranger, "/lawyer/offers/x/clearance", { id }, {})),
        async () => conflict.loader(await asLawyer(stranger, "/lawyer/offers/x/conflict", { id })),
        async () => conflict.action(await asLawyer(stranger, "/lawyer/offers/x/conflict", { id }, { attested: "yes" })),
      ])
        expect(await statusOf(call())).toBe(404);
    expect(await statusOf(offer.loader(await asDesk("/lawyer/offers/x", { id: offerId })))).toBe(403);
    expect(await statusOf(offer.loader(await routeArgs("/lawyer/offers/x", { params: { id: offerId } })))).toBe(303);
  });
});

describe("a case", () => {
  test("has its work, file, deadlines and hours, and no name outside the file", async () => {
    const { lawyer, caseId, requestId } = await working();
    const params = { id: caseId };
    const work = await lawyerCase.loader(await asLawyer(lawyer, "/lawyer/cases/x", params));
    expect(JSON.stringify(work)).not.toMatch(/Klea|Genti|Sukth/);
    expect(JSON.stringify(work)).not.toContain(requestId);
    const { file } = await caseFile.loader(await asLawyer(lawyer, "/lawyer/cases/x/file", params));
    expect(file.identity?.name).toMatch(/^Klea/);
    expect(
      (await refusal(caseFile.action(await asLawyer(lawyer, "/", params, { body: " " })))).errors.body,
    ).toBeDefined();
    expect(await whereTo(caseFile.action(await asLawyer(lawyer, "/", params, { body: "u takuam" })))).toBe(
      `/lawyer/cases/${caseId}/file`,
    );

    const rules = (await deadlines.loader(await asLawyer(lawyer, "/", params))).rules.map(({ code }) => code);
    for (const never of ["DV-9", "DV-11a", "DV-11b", "TR-1", "CR-6"]) expect(rules).not.toContain(never);
    const add = async (form: Values) => deadlines.action(await asLawyer(lawyer, "/", params, form));
    expect((await refusal(add({ ruleCode: "DV-9", startedOn: today }))).errors.ruleCode).toBeDefined();
    expect((await refusal(add({ ruleCode: "DV-2", startedOn: today }))).errors.startedTime?.[0]?.key).toBe(
      "hour_needed",
    );
    expect((await refusal(add({ ruleCode: "CR-4a", startedOn: "2026-02-30" }))).errors.startedOn).toBeDefined();
    expect(await whereTo(add({ ruleCode: "CR-4a", startedOn: today }))).toBe(`/lawyer/cases/${caseId}/deadlines`);
    const [deadline] = await database.owner.select().from(caseDeadlines).where(eq(caseDeadlines.caseId, caseId));
    const end = async (form: Values, deadlineId = deadline?.id ?? "") =>
      deadlineEnd.action(await asLawyer(lawyer, "/", { id: caseId, deadlineId }, form));
    expect(await statusOf(end({ state: "lost" }))).toBe(400);
    expect(await statusOf(end({ state: "met" }, unknown))).toBe(404);
    expect(await statusOf(end({ state: "met" }))).toBe(303);

    const log = async (form: Values) => caseHours.action(await asLawyer(lawyer, "/", params, form));
    expect((await refusal(log({ workedOn: today, duration: "shumë", kind: "court" }))).errors.duration).toBeDefined();
    expect(
      (await refusal(log({ workedOn: "2099-01-01", duration: "1", kind: "court" }))).errors.workedOn?.[0]?.key,
    ).toBe("hours_in_future");
    expect(await whereTo(log({ workedOn: today, duration: "1:30", kind: "court" }))).toBe(
      `/lawyer/cases/${caseId}/hours`,
    );
    expect((await caseHours.loader(await asLawyer(lawyer, "/", params))).hours[0]?.minutes).toBe(90);
    const [row] = await database.owner.select().from(hourRows).where(eq(hourRows.caseId, caseId));
    expect((await hours.loader(await asLawyer(lawyer, "/lawyer/hours"))).rows.length).toBe(1);
    expect(
      await statusOf(hoursRemoval.action(await asLawyer(lawyer, "/", { id: caseId, hoursId: row?.id ?? "" }, {}))),
    ).toBe(303);

    const stepId = work.case.steps[0]?.id ?? "";
    const endStep = async (form: Values) => stepEnd.action(await asLawyer(lawyer, "/", { id: caseId, stepId }, form));
    expect(await statusOf(endStep({ state: "done", outcome: "" }))).toBe(303);
    expect(await statusOf(endStep({ state: "done", outcome: "won" }))).toBe(303);
    expect((await closing.loader(await asLawyer(lawyer, "/", params))).openSteps).toBe(0);
    expect((await refusal(closing.action(await asLawyer(lawyer, "/", params, {})))).errors.outcome).toBeDefined();
    expect(await whereTo(closing.action(await asLawyer(lawyer, "/", params, { outcome: "won" })))).toBe(
      "/lawyer/cases",
    );
    expect((await cases.loader(await asLawyer(lawyer, "/lawyer/cases"))).cases[0]?.state).toBe("closed");
  });

  test("is handed back on one form", async () => {
    const { lawyer, caseId } = await working();
    const params = { id: caseId };
    expect((await handBack.loader(await asLawyer(lawyer, "/", params))).id).toBe(caseId);
    expect((await refusal(handBack.action(await asLawyer(lawyer, "/", params, {})))).errors.reason).toBeDefined();
    expect(await whereTo(handBack.action(await asLawyer(lawyer, "/", params, { reason: "health" })))).toBe(
      "/lawyer/cases",
    );
    expect(await statusOf(lawyerCase.loader(await asLawyer(lawyer, "/", params)))).toBe(404);
  });

  test("is the same 404 for every other lawyer", async () => {
    const { caseId } = await working();
    const stranger = await network.lawyer({ onLeaveUntil: "2099-01-01" });
    for (const id of [caseId, unknown, "x"])
      for (const { loader } of [lawyerCase, caseFile, deadlines, caseHours, handBack, closing])
        expect(await statusOf(loader(await asLawyer(stranger, "/lawyer/cases/x", { id })))).toBe(404);
    const [row] = await database.owner.select().from(caseRows).where(eq(caseRows.id, caseId));
    expect(row?.state).toBe("open");
  });
});

describe("the profile", () => {
  test("is kept, refused field by field, and pending lawyers see their application only", async () => {
    const lawyer = await network.lawyer();
    const typed = { areasCivil: "PO-REQ", regions: "AL-11", languages: "sq", capacity: "3", pledgedHours: "60" };
    const save = async (form: Values) => profile.action(await asLawyer(lawyer, "/lawyer/profile", {}, form));
    expect((await refusal(save({ ...typed, regions: "" }))).errors.regions).toBeDefined();
    expect((await refusal(save({ ...typed, capacity: "99" }))).errors.capacity).toBeDefined();
    expect(await whereTo(save({ ...typed, onLeaveUntil: "2027-01-10" }))).toBe("/lawyer/profile");
    expect((await profile.loader(await asLawyer(lawyer, "/"))).lawyer).toMatchObject({
      capacity: 3,
      onLeaveUntil: "2027-01-10",
    });
    const pending = await network.lawyer({ state: "applied" });
    expect((await home.loader(await asLawyer(pending, "/lawyer"))).lawyer.state).toBe("applied");
    expect(await statusOf(profile.action(await asLawyer(pending, "/", {}, typed)))).toBe(404);
  });
});

describe("the desk", () => {
  test("approves, suspends, reinstates and rejects", async () => {
    const applied = await network.lawyer({ state: "applied" });
    const params = { id: applied.id };
    const approve = async (form: Values) => deskLawyer.action(await asDesk("/desk/lawyers/x", params, form));
    expect((await refusal(approve({}))).errors.licenceCheck).toBeDefined();
    expect(
      (await refusal(approve({ licenceCheck: "card_seen", checkedOn: "2099-01-01" }))).errors.checkedOn,
    ).toBeDefined();
    expect(await whereTo(approve({ licenceCheck: "card_seen", checkedOn: today }))).toBe(`/desk/lawyers/${applied.id}`);
    expect((await deskLawyer.loader(await asDesk("/", params))).lawyer.approvedByMe).toBe(true);
    const list = await deskLawyers.loader(await asDesk("/desk/lawyers?state=applied&page=1"));
    expect(list.rows.some(({ id }) => id === applied.id)).toBe(true);
    expect((await deskLawyers.loader(await asDesk("/desk/lawyers?state=nonsense"))).total).toBeGreaterThan(0);
    expect(await statusOf(rejection.action(await asDesk("/", params, {})))).toBe(303);
    const verified = { id: (await network.lawyer()).id };
    expect((await suspension.loader(await asDesk("/", verified))).openCases).toBe(0);
    expect(await statusOf(suspension.action(await asDesk("/", verified, {})))).toBe(303);
    expect(await statusOf(suspensionEnd.action(await asDesk("/", verified, {})))).toBe(303);
    expect((await licence.loader(await asDesk("/", verified))).advocates.length).toBeGreaterThan(0);
    expect(await statusOf(licence.action(await asDesk("/", verified, { permitValidTo: "2027-12-31" })))).toBe(303);
    expect(
      (await refusal(licence.action(await asDesk("/", verified, { permitValidTo: "soon" })))).errors.permitValidTo,
    ).toBeDefined();
  });

  test("gives its second factor again before a lawyer is approved or let back", async () => {
    const stale = async (params: Values, form: Values) => {
      const args = await asDesk(`/desk/lawyers/${params.id}`, params, form);
      await database.owner
        .update(signIns)
        .set({ secondFactorAt: new Date(Date.now() - 600_000) })
        .where(eq(signIns.accountId, desk.accountId));
      return args;
    };
    const applied = { id: (await network.lawyer({ state: "applied" })).id };
    const suspended = { id: (await network.lawyer({ state: "suspended" })).id };
    const asked = ({ id }: { id: string }) => `/account/confirm?to=${encodeURIComponent(`/desk/lawyers/${id}`)}`;
    const approval = await stale(applied, { licenceCheck: "card_seen", checkedOn: today });
    const to = (where: string) => (answer: Response) => answer.headers.get("Location") === where;
    await expect(deskLawyer.action(approval)).rejects.toSatisfy(to(asked(applied)));
    await expect(suspensionEnd.action(await stale(suspended, {}))).rejects.toSatisfy(to(asked(suspended)));
    const rows = await database.owner.select({ id: lawyers.id, state: lawyers.state }).from(lawyers);
    expect(rows).toContainEqual({ id: applied.id, state: "applied" });
    expect(rows).toContainEqual({ id: suspended.id, state: "suspended" });
    expect(await database.owner.$count(lawyerApprovals, eq(lawyerApprovals.lawyerId, applied.id))).toBe(0);
    expect(await statusOf(suspensionEnd.action(await asDesk("/", suspended, {})))).toBe(303);
  });

  test("matches, offers, withdraws", async () => {
    await database.owner.update(lawyers).set({ onLeaveUntil: "2099-01-01" });
    const lawyer = await network.lawyer();
    const requestId = await network.request(desk, {
      at: now,
      name: "Vera Lala",
      parties: [{ side: "opponent", name: "Kol Marku" }],
    });
    const params = { id: requestId };
    const page = await matching.loader(await asDesk(`/desk/requests/${requestId}/matching`, params));
    expect(page.eligible.map(({ lawyerId }) => lawyerId)).toEqual([lawyer.id]);
    expect(page.otherCount).toBeGreaterThan(0);
    expect(JSON.stringify(page)).not.toMatch(/Vera|Marku/);
    const post = async (form: Values) => matching.action(await asDesk("/", params, form));
    expect((await refusal(post({ sentence: "Flet Vera" }))).errors.sentence?.[0]?.key).toBe("sentence_name");
    expect((await refusal(post({ lawyerId: "x" }))).errors.lawyerId).toBeDefined();
    expect(await statusOf(post({ lawyerId: unknown }))).toBe(404);
    expect(await whereTo(post({ lawyerId: lawyer.id }))).toBe(`/desk/requests/${requestId}/matching`);
    expect((await refusal(post({}))).errors.form?.[0]?.key).toBe("offer_offer_running");
    const [made] = await database.owner.select().from(offers).where(eq(offers.requestId, requestId));
    expect(
      (await deskOffers.loader(await asDesk("/desk/offers?state=open"))).rows.some(({ id }) => id === made?.id),
    ).toBe(true);
    expect(await whereTo(withdrawal.action(await asDesk("/", { id: made?.id ?? "" }, {})))).toBe(
      `/desk/requests/${requestId}/matching`,
    );
    expect(await statusOf(conflictChecks.action(await asDesk("/", params, {})))).toBe(303);
    expect(
      await statusOf(conflictClearance.action(await asDesk("/", { id: requestId, lawyerId: lawyer.id }, {}))),
    ).toBe(404);
  });

  test("looks at cases, deadlines, coverage and fairness, without a name of anybody helped", async () => {
    await working();
    const seen = JSON.stringify([
      await deskCases.loader(await asDesk("/desk/cases?state=open")),
      await deskDeadlines.loader(await asDesk("/desk/deadlines")),
      await coverage.loader(await asDesk("/desk/coverage")),
      await fairness.loader(await asDesk("/desk/fairness")),
    ]);
    expect(seen).not.toMatch(/Klea|Sukth|Myslym/);
    expect((await coverage.loader(await asDesk("/desk/coverage"))).regions.length).toBe(12);
    expect((await fairness.loader(await asDesk("/desk/fairness"))).rows.length).toBeGreaterThan(0);
  });

  test("is nobody else's", async () => {
    const lawyer = await network.lawyer();
    const params = { id: lawyer.id };
    for (const { loader } of [
      deskLawyers,
      deskLawyer,
      licence,
      suspension,
      matching,
      deskOffers,
      deskCases,
      deskDeadlines,
      coverage,
      fairness,
    ])
      expect(await statusOf(loader((await asLawyer(lawyer, "/desk/x", params)) as never))).toBe(403);
    for (const { action } of [
      deskLawyer,
      licence,
      rejection,
      suspension,
      suspensionEnd,
      matching,
      withdrawal,
      conflictChecks,
      conflictClearance,
    ])
      expect(await statusOf(action((await asLawyer(lawyer, "/desk/x", params, {})) as never))).toBe(403);
    for (const { loader } of [deskLawyer, licence, suspension, matching])
      for (const id of [unknown, "x"])
        expect(await statusOf(loader((await asDesk("/desk/x", { id })) as never))).toBe(404);
  });
});
