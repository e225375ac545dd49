import { count, eq, isNotNull, sql } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { contextFor } from "#app/context.server";
import { refreshEnvironment } from "#app/env.server";
import * as signInPage from "#app/routes/account/sign-in";
import * as statusPage from "#app/routes/help/status";
import { likelyDuplicates } from "#app/training/person-merges/queries.server";
import { accountRoles, accounts } from "#db/schema/accounts";
import { aidRequests } from "#db/schema/aid-requests";
import { cases } from "#db/schema/cases";
import { lawyerApprovals, lawyers } from "#db/schema/lawyers";
import { offers } from "#db/schema/offers";
import { projects, projectTargets } from "#db/schema/projects";
import { attendanceSheets } from "#db/schema/sheets";
import { enrolments, events, presenceObservations, publications } from "#db/schema/training";
import { memberOf } from "#db/seeds/build.server";
import { loadDemo } from "#db/seeds/demo.server";
import { demoAccounts } from "#db/seeds/demo-accounts";
import { enrolmentStates, offerStates, requestStates } from "#db/vocabulary";
import { testDatabase } from "#tests/support/database";
import { routeArgs } from "#tests/support/signed-in";

const { app, owner } = await testDatabase();
const now = new Date();
let processorSeconds = 0;

beforeAll(async () => {
  const begin = process.cpuUsage();
  await loadDemo(app, now);
  const { user, system } = process.cpuUsage(begin);
  processorSeconds = (user + system) / 1_000_000;
}, 300_000);

// On a machine that does nothing else this is about what it takes on two cores.
it("loads within a minute of one processor", () => {
  expect(processorSeconds).toBeLessThan(60);
});

it("does nothing the second time", async () => {
  const before = await owner.select({ rows: count() }).from(accounts);
  await loadDemo(app, now);
  expect(await owner.select({ rows: count() }).from(accounts)).toEqual(before);
});

it("has an account for every button of the sign-in page", async () => {
  for (const { email, role } of demoAccounts) {
    const found = await owner
      .select({ role: accountRoles.role, state: accounts.state, secret: accounts.passwordHash })
      .from(accounts)
      .innerJoin(accountRoles, eq(accountRoles.accountId, accounts.id))
      .where(eq(accounts.email, email));
    expect(found.map((row) => row.role)).toContain(role);
    expect(found[0]).toMatchObject({ state: "active", secret: null });
  }
});

it("reproduces the 25 trainings and 416 participations of 2021", async () => {
  const [trainings] = await owner
    .select({
      events: sql<number>`count(distinct ${events.id})::int`,
      participations: sql<number>`count(${enrolments.id})::int`,
      people: sql<number>`count(distinct ${enrolments.personId})::int`,
    })
    .from(events)
    .leftJoin(enrolments, eq(enrolments.eventId, events.id))
    .where(sql`${events.kind} = 'training' and ${events.startsOn} between '2021-01-01' and '2021-12-31'`);
  expect(trainings).toEqual({ events: 25, participations: 416, people: 356 });
  const [all] = await owner
    .select({ rows: count() })
    .from(events)
    .where(sql`${events.startsOn} between '2021-01-01' and '2021-12-31'`);
  expect(all?.rows).toBe(88);
});

it("has eight events to come in seven regions and online", async () => {
  const coming = await owner
    .select({ region: events.regionIso })
    .from(events)
    .where(sql`${events.startsOn} > ${new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Tirane" }).format(now)}`);
  expect(coming).toHaveLength(8);
  expect(new Set(coming.map((row) => row.region)).size).toBe(8);
});

it("has registrations in every state, a seat kept for somebody, a reason to come first, and two records of one person", async () => {
  const states = await owner.selectDistinct({ state: enrolments.state }).from(enrolments);
  expect(states.map(({ state }) => state).sort()).toEqual([...enrolmentStates].sort());
  const [waiting] = await owner
    .select({
      kept: sql<number>`count(*) filter (where ${enrolments.offeredUntil} > ${now.toISOString()})::int`,
      first: sql<number>`count(*) filter (where ${enrolments.priority} > 0)::int`,
    })
    .from(enrolments);
  expect(waiting).toEqual({ kept: 1, first: 1 });
  const [manager] = await owner.select().from(accounts).where(eq(accounts.email, "trajnime@perkrah.example"));
  const context = contextFor(memberOf(manager as typeof manager & object, "training_manager"), now, app);
  expect((await likelyDuplicates(context, { page: 1, pageSize: 10 })).total).toBeGreaterThan(0);
});

it("has a session as its door saw it, and a sheet for today's signatures", async () => {
  const seen = await owner
    .selectDistinct({ kind: presenceObservations.kind, mark: presenceObservations.mark })
    .from(presenceObservations)
    .where(isNotNull(presenceObservations.scanId));
  expect(seen).toEqual(
    expect.arrayContaining([
      { kind: "in", mark: "late" },
      { kind: "out", mark: "left_early" },
      { kind: "out", mark: "present" },
    ]),
  );
  const corrected = await owner.select().from(presenceObservations).where(isNotNull(presenceObservations.reason));
  expect(corrected.map(({ kind, mark }) => [kind, mark])).toEqual([["mark", "present"]]);
  expect(await owner.select({ rows: count() }).from(attendanceSheets)).toEqual([{ rows: 1 }]);
});

it("has 45 lawyers in twelve regions, the verified ones approved by two people", async () => {
  const states = await owner.select({ state: lawyers.state, rows: count() }).from(lawyers).groupBy(lawyers.state);
  expect(Object.fromEntries(states.map((row) => [row.state, row.rows]))).toEqual({ verified: 43, applied: 2 });
  const approvals = await owner
    .select({ rows: sql<number>`count(distinct ${lawyerApprovals.accountId})::int` })
    .from(lawyerApprovals)
    .groupBy(lawyerApprovals.lawyerId);
  expect(approvals.every((row) => row.rows === 2)).toBe(true);
});

it("has about 120 requests in every state, each with its moves and audit rows", async () => {
  const states = await owner
    .select({ state: aidRequests.state, rows: count() })
    .from(aidRequests)
    .groupBy(aidRequests.state);
  const found = Object.fromEntries(states.map((row) => [row.state, row.rows]));
  expect(Object.keys(found).sort()).toEqual([...requestStates].sort());
  expect(states.reduce((sum, row) => sum + row.rows, 0)).toBe(120);
  const [strange] = await owner.execute<{ rows: number }>(sql`
    select count(*)::int as rows from aid_requests r where r.state <> (
      select m.to_state from request_moves m where m.request_id = r.id order by m.moved_at desc, m.id desc limit 1)
      or not exists (select 1 from audit_events a where a.subject_id = r.id and a.action = 'submit-request')`);
  expect(strange?.rows).toBe(0);
  const [future] = await owner.execute<{ rows: number }>(
    sql`select count(*)::int as rows from audit_events where happened_at > ${now.toISOString()}`,
  );
  expect(future?.rows).toBe(0);
});

it("has offers in every state, and a case that was handed back", async () => {
  const states = await owner.selectDistinct({ state: offers.state }).from(offers);
  expect(states.map((row) => row.state).sort()).toEqual([...offerStates].sort());
  const returned = await owner.select({ id: cases.id }).from(cases).where(eq(cases.state, "handed_back"));
  expect(returned.length).toBeGreaterThan(0);
});

it("has the projects of the report with their targets, and publications", async () => {
  const [all] = await owner.select({ rows: count() }).from(projects);
  expect(all?.rows).toBe(12);
  const targets = await owner
    .select({ indicator: projectTargets.indicator, target: projectTargets.target })
    .from(projectTargets)
    .innerJoin(projects, eq(projects.id, projectTargets.projectId))
    .where(eq(projects.slug, "ndihme-juridike-falas"))
    .orderBy(projectTargets.position);
  expect(targets.map((row) => [row.indicator, row.target])).toEqual([
    ["primary_aid_people", 200],
    ["representation_people", 40],
    ["guides", 1],
    ["representation_models", 3],
    ["network_lawyers", 30],
    ["information_sessions", 12],
    ["workshops", 3],
  ]);
  const [published] = await owner.select({ rows: count() }).from(publications);
  expect(published?.rows).toBe(4);
});

it("shows its receipt on the sign-in page, in the demo only, and it leads to an answer", async () => {
  expect((await signInPage.loader(await routeArgs("/sign-in"))).demoReceipt).toBeNull();
  const before = { ...process.env };
  delete process.env.ORIGIN;
  process.env.DATABASE_EMBEDDED = "1";
  refreshEnvironment();
  const { demoReceipt } = await signInPage.loader(await routeArgs("/sign-in"));
  Object.assign(process.env, { ORIGIN: before.ORIGIN });
  delete process.env.DATABASE_EMBEDDED;
  refreshEnvironment();
  const form = { locator: demoReceipt?.locator ?? "", receipt_digits: demoReceipt?.secret ?? "" };
  const entered = await statusPage.action(await routeArgs("/help/status", { form }));
  const cookie = entered instanceof Response ? entered.headers.get("Set-Cookie") : null;
  const args = await routeArgs("/help/status");
  args.request.headers.set("Cookie", cookie?.split(";")[0] ?? "");
  const { own } = await statusPage.loader(args);
  expect(own?.lawyer?.familyName).toBeTruthy();
});
