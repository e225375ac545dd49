import { eq, inArray, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Administrator, contextFor, inTransaction } from "#app/context.server";
import { calendarDate } from "#app/i18n/format";
import { submitRequest } from "#app/legal-aid/aid-requests/submit-request.server";
import { withdrawRequest } from "#app/legal-aid/aid-requests/withdraw-request.server";
import { applyRetention } from "#app/protection/apply-retention.server";
import { changeRetention } from "#app/protection/change-retention.server";
import { confirmRetentionNight } from "#app/protection/confirm-retention-night.server";
import { readLedger } from "#app/protection/erasure-ledger.server";
import { confirmedNightKey } from "#app/protection/retention-clock.server";
import { retentionForAdministrator } from "#app/protection/retention-queries.server";
import { keptSince, nextNight, periodBounds } from "#app/protection/retention-rules";
import { sweeps } from "#app/protection/retention-sweeps.server";
import * as jobsPage from "#app/routes/admin/jobs";
import { accountLinks, accounts, people, personClaims } from "#db/schema/accounts";
import { aidRequests, receipts, requestIdentities, requestStories } from "#db/schema/aid-requests";
import { auditEvents } from "#db/schema/audit";
import { caseDeadlines, cases } from "#db/schema/cases";
import { corrections } from "#db/schema/erasures";
import { lawyerAreas, lawyers } from "#db/schema/lawyers";
import { outboxMessages } from "#db/schema/messages";
import { conflictChecks } from "#db/schema/offers";
import { settings } from "#db/schema/reference";
import { retentionRules, retentionRuns } from "#db/schema/retention";
import { enrolments, importRows, imports } from "#db/schema/training";
import { dataKeys } from "#db/schema/vault";
import { buildAccount, buildEvent, buildLawyer, buildMember, buildOffer, buildPerson } from "#db/seeds/build.server";
import type { RetentionClass } from "#db/vocabulary";
import { testDatabase } from "#tests/support/database";
import { filing } from "#tests/support/filings";
import { ownFileStore } from "#tests/support/kept-files";
import { routeArgs } from "#tests/support/signed-in";

const { app, owner } = await testDatabase();
ownFileStore();

let administrator: Administrator;
const then = new Date("2014-03-05T09:00:00Z");
/** Long enough ago for a comparison of names, not for the request itself. */
const recently = new Date("2025-05-05T09:00:00Z");

/** Ids of what ended `then`, by class; nothing else in this database is old. */
const old = {} as Record<
  "request" | "caseRequest" | "application" | "account" | "accountPerson" | "person" | "enrolment" | "preview" | "list",
  string
>;

const system = (now: Date) => contextFor({ kind: "system" }, now, app);
const admin = (now = new Date("2026-11-24T09:00:00Z")) => contextFor(administrator, now, app);
const rules = async () => new Map((await owner.select().from(retentionRules)).map((rule) => [rule.code, rule]));

async function endedRequest(at: Date) {
  const made = await submitRequest(contextFor({ kind: "anyone" }, at, app), {
    source: "public_form",
    filing: filing(),
  });
  if (!made.ok) throw new Error("not submitted");
  const { requestId } = made;
  await withdrawRequest(contextFor({ kind: "receipt", requestId }, at, app), { requestId });
  return requestId;
}

async function list(at: Date, state: "previewed" | "committed", personId: string, eventId: string, by: string) {
  const [row] = await owner
    .insert(imports)
    .values({
      eventId,
      fileName: "lista.csv",
      fileSha256: Buffer.alloc(32),
      state,
      encoding: "UTF-8",
      layout: {},
      rowCount: 1,
      content: state === "previewed" ? Buffer.from("Kanarina") : null,
      createdBy: by,
      createdAt: at,
      committedAt: state === "committed" ? at : null,
    })
    .returning();
  const id = row?.id ?? "";
  await owner
    .insert(importRows)
    .values({ importId: id, position: 1, line: 2, entry: { name: "Kanarina" }, verdict: "new", personId });
  return id;
}

beforeAll(async () => {
  administrator = (await buildMember(owner, "administrator")).actor;
  old.request = await endedRequest(then);
  await owner.insert(conflictChecks).values({
    requestId: await endedRequest(recently),
    checkedBy: administrator.accountId,
    checkedAt: then,
    enough: true,
    compared: 3,
  });
  const lawyer = await buildLawyer(owner);
  old.caseRequest = await endedRequest(then);
  const [request] = await owner.select().from(aidRequests).where(eq(aidRequests.id, old.caseRequest));
  if (!request) throw new Error("no request");
  const offer = await buildOffer(owner, request, lawyer.id, { state: "accepted", attestedAt: then, endedAt: then });
  await owner.insert(cases).values({
    code: "C-KEEP1",
    requestId: old.caseRequest,
    offerId: offer.id,
    lawyerId: lawyer.id,
    state: "closed",
    outcome: "won",
    openedAt: then,
    endedAt: then,
  });
  old.application = (await buildLawyer(owner, { state: "rejected", appliedAt: then })).id;
  const closed = { state: "closed", createdAt: then, closedAt: then } as const;
  const gone = await buildAccount(owner, {
    account: closed,
    person: { givenName: "Kanarinë", phone: "069", createdAt: then },
  });
  old.account = gone.id;
  old.accountPerson = gone.personId;
  old.person = (await buildPerson(owner, { givenName: "Kanarinë", familyName: "Harruar", createdAt: then })).id;
  const event = await buildEvent(owner, { startsOn: "2014-03-05", sittings: [], state: "held", endsOn: "2014-03-05" });
  const values = { eventId: event.id, createdAt: then, changedAt: then, source: "manager" } as const;
  await owner.insert(enrolments).values({ ...values, personId: old.person, state: "admitted", seat: 1 });
  const [declined] = await owner
    .insert(enrolments)
    .values({ ...values, personId: lawyer.account.personId, state: "declined" })
    .returning();
  old.enrolment = declined?.id ?? "";
  old.preview = await list(then, "previewed", old.person, event.id, administrator.accountId);
  old.list = await list(then, "committed", lawyer.account.personId, event.id, administrator.accountId);
  await owner.insert(personClaims).values({ personId: old.person, codeHash: Buffer.from("code"), createdAt: then });
  await owner.insert(accountLinks).values({
    accountId: administrator.accountId,
    kind: "email_change",
    tokenHash: Buffer.from("token"),
    expiresAt: then,
    previousEmail: "kanarina@example.al",
    createdAt: then,
  });
  await owner.insert(outboxMessages).values({
    kind: "event_changed",
    recipientKind: "person",
    recipientId: lawyer.account.personId,
    deduplicationKey: "old",
    state: "sent",
    createdAt: then,
  });
  await owner.insert(corrections).values({
    personId: administrator.personId,
    proposed: { givenName: "Kanarinë", familyName: "K", phone: null, institution: null, profession: null },
    askedAt: then,
    state: "refused",
    decidedAt: then,
    decidedBy: administrator.accountId,
  });
});

describe("before the first night", () => {
  it("a clock far ahead of everything that was done is not believed", async () => {
    const far = new Date("2026-11-24T02:10:00Z");
    await expect(applyRetention(system(far))).rejects.toThrow(/far ahead/);
    expect((await retentionForAdministrator(admin(far))).doubtful).toEqual({ night: "2026-11-24", last: "2025-05-05" });
    const yesterday = contextFor(administrator, new Date("2026-11-22T09:00:00Z"), app);
    await inTransaction(yesterday, (tx) => recordAudit(tx, { action: "sign-in", subjectKind: "account" }));
    expect((await retentionForAdministrator(admin(far))).doubtful).toBe(null);
  });
});

/** What the preview of the page says for one class. */
const previewed = async (code: RetentionClass, now: Date) =>
  (await retentionForAdministrator(admin(now))).rows.find((row) => row.code === code)?.tonight;

describe("the coming night", () => {
  it.each(Object.keys(sweeps) as RetentionClass[])("%s: nothing goes the day before its time", async (code) => {
    const rule = (await rules()).get(code);
    if (rule?.amount == null || rule.unit === null) throw new Error("no period");
    const ends = new Date(code === "conflict_checks" ? recently : then);
    if (rule.unit === "months") ends.setUTCMonth(ends.getUTCMonth() + rule.amount);
    else ends.setUTCDate(ends.getUTCDate() + rule.amount);
    const days = (count: number) => new Date(ends.getTime() + count * 86_400_000);
    expect(await previewed(code, days(-2))).toBe(0);
    expect(await previewed(code, days(1))).toBeGreaterThan(0);
  });
});

describe("the night's work", () => {
  const night = new Date("2026-11-24T02:10:00Z");

  it("takes away what its page has announced, once, and says so in one row a class", async () => {
    const announced = await retentionForAdministrator(admin(new Date(night.getTime() - 3_600_000)));
    expect(announced.night).toEqual(night);
    const cleared = await applyRetention(system(night));
    for (const { code, tonight } of announced.rows) if (tonight !== null) expect(cleared[code], code).toBe(tonight);
    expect(Object.values(cleared).every((count) => count > 0)).toBe(true);

    const rows = await owner.select().from(auditEvents).where(eq(auditEvents.action, "apply-retention"));
    expect(rows.map(({ reason, count }) => [reason, count]).sort()).toEqual(Object.entries(cleared).sort());
    expect(await applyRetention(system(night))).toEqual(cleared);
    expect(await owner.select().from(auditEvents).where(eq(auditEvents.action, "apply-retention"))).toHaveLength(
      rows.length,
    );
    const runs = await owner.select().from(retentionRuns);
    expect(runs.every(({ endedAt, night: day }) => endedAt !== null && day === "2026-11-24")).toBe(true);
  });

  it("destroyed the keys of requests that had ended, and kept what is counted", async () => {
    const ids = [old.request, old.caseRequest];
    expect(await owner.select().from(dataKeys).where(inArray(dataKeys.subjectId, ids))).toEqual([]);
    expect(await owner.select().from(requestIdentities).where(inArray(requestIdentities.requestId, ids))).toEqual([]);
    expect(await owner.select().from(receipts).where(inArray(receipts.requestId, ids))).toEqual([]);
    expect(await owner.select().from(conflictChecks)).toEqual([]);
    expect(await owner.select().from(cases)).toHaveLength(1);
    const kept = await owner.select().from(aidRequests).where(inArray(aidRequests.id, ids));
    expect(kept.map(({ erasedAt }) => erasedAt)).toEqual([night, night]);
    const ledger = readLedger().filter(({ cause }) => cause === "retention");
    expect(ledger.map(({ id }) => id).sort()).toEqual([...ids, old.person, old.accountPerson].sort());
  });

  it("left no name of the old ones, and everybody else's", async () => {
    const [person] = await owner.select().from(people).where(eq(people.id, old.person));
    expect(person).toMatchObject({
      givenName: "—",
      familyName: `P-${old.person.slice(-6).toUpperCase()}`,
      email: null,
    });
    const [account] = await owner.select().from(accounts).where(eq(accounts.id, old.account));
    expect(account?.email).toBe(`${old.account}@erased.invalid`);
    const [lawyer] = await owner.select().from(lawyers).where(eq(lawyers.id, old.application));
    expect(lawyer).toMatchObject({ state: "rejected", licenceNumber: null, permitValidTo: null });
    expect(await owner.select().from(lawyerAreas).where(eq(lawyerAreas.lawyerId, old.application))).toEqual([]);
    expect(await owner.select().from(importRows)).toEqual([]);
    const lists = await owner.select().from(imports);
    expect(lists.find(({ id }) => id === old.preview)).toMatchObject({ state: "discarded", content: null });
    expect(lists.find(({ id }) => id === old.list)).toMatchObject({ state: "committed" });
    expect(await owner.select().from(enrolments).where(eq(enrolments.id, old.enrolment))).toEqual([]);
    for (const table of [personClaims, accountLinks, outboxMessages, corrections])
      expect(await owner.select().from(table)).toEqual([]);
    const [own] = await owner.select().from(people).where(eq(people.id, administrator.personId));
    expect(own?.givenName).toBe("Jonida");
  });

  it("goes on after a kill where it stopped, counting what was done before", async () => {
    const later = new Date("2026-11-25T02:10:00Z");
    const before = new Date("2014-01-01T00:00:00Z");
    const ids = [await endedRequest(before), await endedRequest(before)];
    // A first batch was committed before the process died.
    await owner
      .insert(retentionRuns)
      .values({ night: "2026-11-25", code: "requests_ended", startedAt: later, count: 100 });
    expect((await applyRetention(system(later))).requests_ended).toBe(102);
    expect(await owner.select().from(requestStories).where(inArray(requestStories.requestId, ids))).toEqual([]);
    const rows = await owner
      .select()
      .from(auditEvents)
      .where(sql`${auditEvents.action} = 'apply-retention' and ${auditEvents.happenedAt} = ${later.toISOString()}`);
    expect(rows).toMatchObject([{ reason: "requests_ended", count: 102 }]);
  });

  it("leaves a request alone while a limit of its case runs, and an open one for ever", async () => {
    const later = new Date("2026-11-26T02:10:00Z");
    const [held] = await owner.select().from(cases);
    await owner.update(aidRequests).set({ erasedAt: null }).where(eq(aidRequests.id, old.caseRequest));
    await owner.insert(caseDeadlines).values({
      caseId: held?.id ?? "",
      ruleCode: "LA-1",
      lawVersion: "L111-2017",
      startedAt: then,
      dueAt: new Date("2027-01-01T00:00:00Z"),
      toBeConfirmed: false,
      createdBy: administrator.accountId,
    });
    const open = await submitRequest(contextFor({ kind: "anyone" }, then, app), {
      source: "public_form",
      filing: filing(),
    });
    expect(await applyRetention(system(later))).toMatchObject({ requests_ended: 0, requests_with_case: 0 });
    if (!open.ok) throw new Error("not submitted");
    expect(await owner.select().from(dataKeys).where(eq(dataKeys.subjectId, open.requestId))).toHaveLength(1);
  });
});

describe("a period", () => {
  const change = { code: "requests_ended", amount: 12, status: "verified", reason: "Avokatja e konfirmoi" } as const;

  it("is changed by an administrator, with a reason that stays, and works from then on", async () => {
    const now = new Date("2026-11-24T09:00:00Z");
    const requestId = await endedRequest(new Date("2025-06-01T00:00:00Z"));
    expect(await previewed("requests_ended", now)).toBe(0);
    expect(await changeRetention(admin(now), change)).toEqual({ ok: true });
    expect(await previewed("requests_ended", now)).toBe(2);
    const { rows, changes } = await retentionForAdministrator(admin(now));
    expect(rows.find(({ code }) => code === "requests_ended")).toMatchObject({ amount: 12, status: "verified" });
    expect(changes).toMatchObject([{ amountBefore: 24, amountAfter: 12, reason: change.reason }]);
    const [row] = await owner.select().from(auditEvents).where(eq(auditEvents.action, "change-retention"));
    expect(row).toMatchObject({ actorId: administrator.accountId, reason: "requests_ended", count: 12 });
    await applyRetention(system(new Date("2026-11-27T02:10:00Z")));
    expect(await owner.select().from(dataKeys).where(eq(dataKeys.subjectId, requestId))).toEqual([]);
  });

  it("stays within its bounds; promises and what is kept for good cannot be changed", async () => {
    expect(await changeRetention(admin(), { ...change, amount: 2 })).toEqual({
      ok: false,
      reason: "out_of_bounds",
      min: 3,
      max: 120,
    });
    for (const code of ["request_drafts", "audit", "sign_ins", "backups"] as const)
      await expect(changeRetention(admin(), { ...change, code })).rejects.toMatchObject({ status: 404 });
    const all = await rules();
    for (const [code, bounds] of Object.entries(periodBounds)) {
      const rule = all.get(code as RetentionClass);
      expect(rule?.amount, code).toBeGreaterThanOrEqual(bounds.min);
      expect(rule?.amount, code).toBeLessThanOrEqual(bounds.max);
      expect(sweeps[code as RetentionClass], code).toBeDefined();
    }
  });

  it("is counted by the calendar of Tirana", () => {
    const at = (text: string) => new Date(text);
    expect(keptSince({ amount: 1, unit: "months" }, at("2026-03-31T10:00:00Z"))).toEqual(at("2026-02-28T11:00:00Z"));
    expect(keptSince({ amount: 60, unit: "minutes" }, at("2026-03-31T10:00:00Z"))).toEqual(at("2026-03-31T09:00:00Z"));
    expect(nextNight(at("2026-11-24T02:09:59Z"))).toEqual(at("2026-11-24T02:10:00Z"));
    expect(nextNight(at("2026-11-24T02:10:00Z"))).toEqual(at("2026-11-25T02:10:00Z"));
    expect(nextNight(at("2026-07-01T12:00:00Z"))).toEqual(at("2026-07-02T01:10:00Z"));
  });
});

describe("a clock that has jumped ahead", () => {
  const far = new Date("2036-11-28T02:10:00Z");

  it("erases nothing before an administrator has confirmed the date that the page shows", async () => {
    const kept = async () => JSON.stringify([await owner.select().from(dataKeys), await owner.select().from(people)]);
    await endedRequest(new Date("2026-11-20T09:00:00Z"));
    const before = await kept();
    await expect(applyRetention(system(far))).rejects.toThrow(/far ahead/);
    expect(await kept()).toBe(before);
    const { doubtful } = await retentionForAdministrator(admin(far));
    expect(doubtful).toEqual({ night: "2036-11-28", last: "2026-11-27" });
    expect((await retentionForAdministrator(admin(new Date("2026-12-20T09:00:00Z")))).doubtful).toBe(null);
    const refused = { ok: false, reason: "nothing_to_confirm" };
    expect(await confirmRetentionNight(admin(far), { night: "2036-11-27" })).toEqual(refused);
    expect(await confirmRetentionNight(admin(far), { night: "2036-11-28" })).toEqual({ ok: true });
    expect(await confirmRetentionNight(admin(far), { night: "2036-11-28" })).toEqual(refused);
    await applyRetention(system(far));
    expect(await kept()).not.toBe(before);
  });

  it("is said where the jobs are looked at, too", async () => {
    const { account } = await buildMember(owner, "administrator");
    const jobs = async () => (await jobsPage.loader(await routeArgs("/admin/jobs", { account }))).doubtful;
    await owner.delete(retentionRuns);
    await owner.delete(settings).where(eq(settings.key, confirmedNightKey));
    const at = new Date(Date.now() - 86_400_000);
    const run = { code: "sign_ins", startedAt: at, endedAt: at } as const;
    await owner.insert(retentionRuns).values({ ...run, night: calendarDate(at) });
    expect(await jobs()).toBe(null);
    await owner.update(retentionRuns).set({ night: "2025-01-02" });
    expect(await jobs()).toEqual({ night: calendarDate(new Date()), last: "2025-01-02" });
  });
});
