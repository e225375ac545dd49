import { and, eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { type Coordinator, contextFor } from "#app/context.server";
import { type Application, applyAsLawyer } from "#app/legal-aid/lawyers/apply-as-lawyer.server";
import { approveLawyer } from "#app/legal-aid/lawyers/approve-lawyer.server";
import { changeProfile } from "#app/legal-aid/lawyers/change-profile.server";
import { networkCoverage } from "#app/legal-aid/lawyers/coverage-queries.server";
import { lawyersForDesk } from "#app/legal-aid/lawyers/desk-queries.server";
import { keepLicence } from "#app/legal-aid/lawyers/keep-licence.server";
import { reinstateLawyer } from "#app/legal-aid/lawyers/reinstate-lawyer.server";
import { rejectLawyer } from "#app/legal-aid/lawyers/reject-lawyer.server";
import { suspendLawyer } from "#app/legal-aid/lawyers/suspend-lawyer.server";
import { setDatabase } from "#db/client.server";
import { accountRoles, accounts, people } from "#db/schema/accounts";
import { auditEvents } from "#db/schema/audit";
import { cases } from "#db/schema/cases";
import { lawyerApprovals, lawyers } from "#db/schema/lawyers";
import { outboxMessages } from "#db/schema/messages";
import { offers } from "#db/schema/offers";
import { buildAccount } from "#db/seeds/build.server";
import { type TestDatabase, testDatabase } from "#tests/support/database";
import { monday, networkOn } from "#tests/support/network";

let database: TestDatabase;
let network: ReturnType<typeof networkOn>;
let one: Coordinator;
let two: Coordinator;

beforeAll(async () => {
  database = await testDatabase();
  setDatabase(database.app);
  network = networkOn(database);
  one = await network.desk();
  two = await network.desk();
});

const application = (values: Partial<Application> = {}): Application => ({
  givenName: "Ermira",
  familyName: "Çela",
  email: `${Math.random().toString(36).slice(2)}@example.al`,
  phone: null,
  kind: "advocate",
  chamberCode: "DHV-TIRANE",
  licenceNumber: "4711",
  permitValidTo: "2026-12-31",
  gender: "woman",
  areas: ["PO-REQ", "FAM-DIV"],
  regions: ["AL-11"],
  languages: ["sq", "it"],
  capacity: 2,
  pledgedHours: 40,
  remote: false,
  locale: "sq",
  ...values,
});
const anyone = () => contextFor({ kind: "anyone" }, monday, database.app);
async function apply(values: Partial<Application> = {}) {
  const given = application(values);
  expect(await applyAsLawyer(anyone(), given)).toEqual({ ok: true });
  const [lawyer] = await database.owner
    .select({ id: lawyers.id, state: lawyers.state, accountId: accounts.id, accountState: accounts.state })
    .from(lawyers)
    .innerJoin(accounts, eq(accounts.id, lawyers.accountId))
    .where(eq(accounts.email, given.email));
  if (!lawyer) throw new Error("no lawyer");
  return lawyer;
}
const approve = (by: Coordinator, lawyerId: string, checkedOn = "2026-11-20") =>
  approveLawyer(network.acting(by), { lawyerId, licenceCheck: "bar_register", checkedOn });
const stateOf = async (id: string) =>
  (await database.owner.select({ state: lawyers.state }).from(lawyers).where(eq(lawyers.id, id)))[0]?.state;
const rolesOf = async (accountId: string) =>
  (await database.owner.select().from(accountRoles).where(eq(accountRoles.accountId, accountId))).map(
    ({ role }) => role,
  );

describe("applying", () => {
  test("makes person, account without a role, application and messages", async () => {
    const lawyer = await apply();
    expect(lawyer).toMatchObject({ state: "applied", accountState: "invited" });
    expect(await rolesOf(lawyer.accountId)).toEqual([]);
    const messages = await database.owner
      .select()
      .from(outboxMessages)
      .where(eq(outboxMessages.recipientId, lawyer.accountId));
    expect(messages.map(({ kind }) => kind).sort()).toEqual(["account_invitation", "lawyer_applied"]);
    const audit = await database.owner.select().from(auditEvents).where(eq(auditEvents.subjectId, lawyer.accountId));
    expect(audit.map(({ action }) => action)).toContain("apply-as-lawyer");
  });

  test("answers alike for a known address, and changes nothing of a lawyer who is in the network", async () => {
    const known = await network.lawyer();
    expect(await applyAsLawyer(anyone(), application({ email: known.account.email, capacity: 9 }))).toEqual({
      ok: true,
    });
    const [after] = await database.owner.select().from(lawyers).where(eq(lawyers.id, known.id));
    expect(after).toMatchObject({ state: "verified", capacity: known.capacity });
    const trainee = await buildAccount(database.owner);
    expect(await applyAsLawyer(anyone(), application({ email: trainee.email.toUpperCase() }))).toEqual({ ok: true });
    const [made] = await database.owner.select().from(lawyers).where(eq(lawyers.accountId, trainee.id));
    expect(made?.state).toBe("applied");
    const [person] = await database.owner.select().from(people).where(eq(people.id, trainee.personId));
    expect(person?.givenName).not.toBe("Ermira");
  });

  test("twice at once makes one application", async () => {
    const given = application();
    const answers = await Promise.allSettled([applyAsLawyer(anyone(), given), applyAsLawyer(anyone(), given)]);
    expect(answers.some((answer) => answer.status === "fulfilled")).toBe(true);
    const rows = await database.owner
      .select({ id: lawyers.id })
      .from(lawyers)
      .innerJoin(accounts, eq(accounts.id, lawyers.accountId))
      .where(eq(accounts.email, given.email));
    expect(rows.length).toBe(1);
  });

  test("refuses codes that no list knows", async () => {
    expect(await applyAsLawyer(anyone(), application({ areas: ["NO-SUCH"] }))).toEqual({
      ok: false,
      reason: "unknown_code",
      field: "areas",
    });
    expect(await applyAsLawyer(anyone(), application({ chamberCode: "X" }))).toMatchObject({ field: "chamberCode" });
    expect(await applyAsLawyer(anyone(), application({ regions: ["AL-99"] }))).toMatchObject({ field: "regions" });
  });
});

describe("approving", () => {
  test("takes two different coordinators; the second one verifies", async () => {
    const { id, accountId } = await apply();
    expect(await approve(one, id)).toEqual({ ok: true, state: "applied" });
    expect(await approve(one, id)).toEqual({ ok: true, state: "applied" });
    expect(await stateOf(id)).toBe("applied");
    expect(await approve(two, id)).toEqual({ ok: true, state: "verified" });
    expect(await rolesOf(accountId)).toEqual(["lawyer"]);
    expect(await approve(two, id)).toEqual({ ok: false, reason: "not_applied" });
    const messages = await database.owner
      .select()
      .from(outboxMessages)
      .where(and(eq(outboxMessages.recipientId, accountId), eq(outboxMessages.kind, "lawyer_verified")));
    expect(messages.length).toBe(1);
  });

  test("a double click of one counts once, two people at once verify", async () => {
    const alone = await apply();
    await Promise.all(Array.from({ length: 6 }, () => approve(one, alone.id)));
    const rows = await database.owner.select().from(lawyerApprovals).where(eq(lawyerApprovals.lawyerId, alone.id));
    expect(rows.length).toBe(1);
    expect(await stateOf(alone.id)).toBe("applied");
    const both = await apply();
    await Promise.all([approve(one, both.id), approve(two, both.id), approve(one, both.id)]);
    expect(await stateOf(both.id)).toBe("verified");
  });

  test("is refused for oneself, for a check that lies ahead, for an expired card, and the database holds it too", async () => {
    const own = await apply();
    const self: Coordinator = { ...one, accountId: own.accountId };
    expect(await approve(self, own.id)).toEqual({ ok: false, reason: "own_application" });
    expect(await approve(one, own.id, "2026-11-24")).toEqual({ ok: false, reason: "checked_in_future" });
    const expired = await apply({ permitValidTo: "2026-11-01" });
    expect(await approve(one, expired.id)).toEqual({ ok: false, reason: "permit_expired" });
    await keepLicence(network.acting(one), { lawyerId: expired.id, permitValidTo: "2027-12-31", supervisorId: null });
    expect(await approve(one, expired.id)).toMatchObject({ ok: true });
    await expect(
      database.app.execute(sql`update lawyers set state = 'verified' where id = ${own.id}`),
    ).rejects.toThrow();
    await expect(approve(one, "00000000-0000-7000-8000-000000000000")).rejects.toMatchObject({ status: 404 });
  });

  test("can be turned down, once", async () => {
    const { id } = await apply();
    expect(await rejectLawyer(network.acting(one), { lawyerId: id })).toEqual({ ok: true });
    expect(await rejectLawyer(network.acting(one), { lawyerId: id })).toEqual({ ok: false, reason: "not_applied" });
    expect(await approve(one, id)).toEqual({ ok: false, reason: "not_applied" });
  });
});

describe("a candidate's supervisor", () => {
  test("is a verified advocate, and nobody else", async () => {
    const candidate = await network.lawyer({ kind: "candidate_advocate" });
    const advocate = await network.lawyer();
    const jurist = await network.lawyer({ kind: "jurist" });
    const keep = (supervisorId: string) =>
      keepLicence(network.acting(one), { lawyerId: candidate.id, permitValidTo: "2027-12-31", supervisorId });
    expect(await keep(jurist.id)).toEqual({ ok: false, reason: "no_advocate" });
    expect(await keep(candidate.id)).toEqual({ ok: false, reason: "no_advocate" });
    expect(await keep(advocate.id)).toEqual({ ok: true });
  });
});

describe("suspension", () => {
  test("ends offers, brings cases back as urgent and shuts the file", async () => {
    const lawyer = await network.lawyer();
    const worked = await network.request(one, { urgency: "standard" });
    const [first] = await network.offer(one, worked, lawyer.id);
    const caseId = await network.accept(lawyer.actor, first?.id ?? "");
    const offered = await network.request(one, {
      name: "Drita Sula",
      parties: [{ side: "opponent", name: "Genti Mema" }],
    });
    const [second] = await network.offer(one, offered, lawyer.id);
    expect(await suspendLawyer(network.acting(one), { lawyerId: lawyer.id })).toEqual({
      ok: true,
      offers: 1,
      cases: 1,
    });
    expect(await network.stateOf(worked)).toEqual({ state: "matching", urgency: "urgent" });
    const [ended] = await database.owner.select().from(cases).where(eq(cases.id, caseId));
    expect(ended).toMatchObject({ state: "handed_back", endReason: "lawyer_suspended" });
    const [withdrawn] = await database.owner
      .select()
      .from(offers)
      .where(eq(offers.id, second?.id ?? ""));
    expect(withdrawn?.state).toBe("withdrawn");
    expect(await suspendLawyer(network.acting(one), { lawyerId: lawyer.id })).toEqual({
      ok: false,
      reason: "not_verified",
    });
    const reinstate = (by = one) => reinstateLawyer(network.acting(by), { lawyerId: lawyer.id });
    await database.owner.update(lawyers).set({ permitValidTo: "2026-11-01" }).where(eq(lawyers.id, lawyer.id));
    expect(await reinstate()).toEqual({ ok: false, reason: "permit_expired" });
    await keepLicence(network.acting(one), { lawyerId: lawyer.id, permitValidTo: "2027-12-31", supervisorId: null });
    expect(await reinstate({ ...one, accountId: lawyer.account.id })).toEqual({ ok: false, reason: "own_suspension" });
    expect(await network.stateOf(worked), "nothing came back by itself").toMatchObject({ state: "matching" });
    expect(await reinstate()).toEqual({ ok: true });
    expect(await reinstateLawyer(network.acting(one), { lawyerId: lawyer.id })).toEqual({
      ok: false,
      reason: "not_suspended",
    });
  });
});

describe("the profile", () => {
  const profile = {
    areas: ["PO-REQ"],
    regions: ["AL-07", "AL-11"],
    languages: ["sq" as const, "en" as const],
    capacity: 3,
    pledgedHours: 40,
    remote: true,
    onDuty: false,
    onLeaveUntil: null,
  };
  test("is the lawyer's own, and a changed pledge restarts the share", async () => {
    const lawyer = await network.lawyer();
    expect(await changeProfile(network.acting(lawyer.actor), profile)).toEqual({ ok: true });
    const read = async () => (await database.owner.select().from(lawyers).where(eq(lawyers.id, lawyer.id)))[0];
    expect(await read()).toMatchObject({ capacity: 3, remote: true, languages: ["sq", "en"], sharesFrom: null });
    await changeProfile(network.acting(lawyer.actor), { ...profile, pledgedHours: 80 });
    expect((await read())?.sharesFrom).toEqual(monday);
    expect(await changeProfile(network.acting(lawyer.actor), { ...profile, areas: ["NOPE"] })).toMatchObject({
      field: "areas",
    });
    const pending = await network.lawyer({ state: "applied" });
    await expect(changeProfile(network.acting(pending.actor), profile)).rejects.toMatchObject({ status: 404 });
  });
});

describe("the desk's list", () => {
  test("finds without ë and ç, by state, region and area, and counts the network's regions", async () => {
    await apply({ givenName: "Përparim", familyName: "Çuko", email: "cuko@example.al", regions: ["AL-12"] });
    const find = (q: string | null, more: object = {}) =>
      lawyersForDesk(
        network.acting(one),
        { q, state: null, region: null, area: null, ...more },
        { page: 1, pageSize: 10 },
      );
    expect((await find("cuko perparim")).rows.map(({ name }) => name)).toEqual(["Përparim Çuko"]);
    expect((await find("cuko", { state: "verified" })).total).toBe(0);
    expect((await find("cuko", { region: "AL-12" })).total).toBe(1);
    expect((await find("cuko", { region: "AL-01" })).total).toBe(0);
    expect((await find("%_")).total).toBe(0);
    const before = (await networkCoverage(anyone())).byRegion["AL-12"] ?? 0;
    await network.lawyer({ regions: ["AL-12"] });
    expect((await networkCoverage(anyone())).byRegion["AL-12"]).toBe(before + 1);
  });
});
