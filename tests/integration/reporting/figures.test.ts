import { parse } from "csv-parse/sync";
import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { type Context, contextFor, type Manager } from "#app/context.server";
import {
  eventsOfProject,
  figuresOfProjects,
  figuresOfYear,
  funnelOfProject,
  regionsOfProject,
} from "#app/reporting/queries.server";
import * as annual from "#app/routes/reports/annual";
import * as annualCsv from "#app/routes/reports/annual-file";
import * as projectPage from "#app/routes/reports/project";
import * as projectCsv from "#app/routes/reports/project-file";
import { services } from "#db/schema/aid-requests";
import { auditEvents } from "#db/schema/audit";
import { caseSteps, cases } from "#db/schema/cases";
import { projects } from "#db/schema/projects";
import { presenceObservations, publications } from "#db/schema/training";
import {
  buildAccount,
  buildAidRequest,
  buildCourse,
  buildEvent,
  buildLawyer,
  buildOffer,
  buildProject,
  buildProjectTarget,
  buildRoster,
  memberOf,
} from "#db/seeds/build.server";
import { type TestDatabase, testDatabase } from "#tests/support/database";
import { routeArgs, statusOf } from "#tests/support/signed-in";

let database: TestDatabase;
let reader: Awaited<ReturnType<typeof buildAccount>>;
let context: Context<Manager>;
let project: Awaited<ReturnType<typeof buildProject>>;

const received = new Date("2026-03-02T09:00:00Z");

beforeAll(async () => {
  database = await testDatabase();
  const { owner } = database;
  reader = await buildAccount(owner, { roles: ["manager"] });
  context = contextFor(memberOf(reader, "manager"), new Date("2026-11-24T10:00:00Z"), database.app);
  project = await buildProject(owner, {
    slug: "prove",
    titleSq: "=Projekt prove",
    startsOn: "2026-01-01",
    endsOn: "2026-12-31",
  });
  await buildProjectTarget(owner, project.id, { indicator: "primary_aid_people", labelSq: "persona", target: 200 });
  await buildTrainings();
  await buildLegalAid();
});

async function buildTrainings(): Promise<void> {
  const { owner } = database;
  const course = await buildCourse(owner, { titleSq: "=1+1", titleEn: "+Formula" });
  const shared = { courseId: course.id, projectId: project.id, startsOn: "2026-03-10" };
  // Ten seats, presence kept: seven seen to the end, one until leaving early, one absent, one without a mark.
  const marked = await buildEvent(owner, { ...shared, state: "held" });
  const roster = await buildRoster(owner, marked.id, 10);
  const [sitting] = marked.sittings;
  await owner.insert(presenceObservations).values(
    roster.slice(0, 9).map(({ id: enrolmentId }, place) => ({
      sittingId: sitting?.id ?? "",
      enrolmentId,
      mark: (["left_early", "absent"] as const)[place - 7] ?? ("present" as const),
      channel: "list" as const,
      observedAt: received,
    })),
  );
  // Five seats, no presence kept: all of them count. And a planned one, which does not.
  await buildRoster(owner, (await buildEvent(owner, { ...shared, state: "held" })).id, 5);
  await buildRoster(owner, (await buildEvent(owner, { ...shared, state: "confirmed" })).id, 7);
  await buildEvent(owner, { ...shared, kind: "information_session", state: "held", headCount: 40, sittings: [] });
  await owner.insert(publications).values({
    slug: "udhezues",
    kind: "guide",
    titleSq: "U",
    titleEn: "G",
    summarySq: "",
    summaryEn: "",
    bodySq: "",
    bodyEn: "",
    projectId: project.id,
    publishedOn: "2026-04-01",
  });
}

async function buildLegalAid(): Promise<void> {
  const { owner } = database;
  const lawyer = await buildLawyer(owner);
  const coordinator = await buildAccount(owner, { roles: ["coordinator"] });
  for (let place = 0; place < 7; place++) {
    const request = await buildAidRequest(owner, {
      receivedAt: received,
      regionIso: place < 6 ? "AL-11" : "AL-07",
      state: place === 0 ? "assigned" : "in_triage",
    });
    const given = { serviceTypeCode: "P2", minutes: 30, givenOn: "2026-03-03", givenBy: coordinator.id };
    if (place < 6) await owner.insert(services).values({ requestId: request.id, ...given });
    if (place === 0) await openCase(request, lawyer.id);
  }
  // Outside of the project: received before it, merged, or another's.
  await buildAidRequest(owner, { receivedAt: new Date("2025-12-31T22:00:00Z") });
  await buildAidRequest(owner, { receivedAt: received, state: "merged" });
  const other = await buildProject(owner);
  await buildAidRequest(owner, { receivedAt: received, projectId: other.id });
}

async function openCase(request: Parameters<typeof buildOffer>[1], lawyerId: string): Promise<void> {
  const offer = await buildOffer(database.owner, request, lawyerId, { state: "accepted", attestedAt: received });
  const [opened] = await database.owner
    .insert(cases)
    .values({ code: "C-1", requestId: request.id, offerId: offer.id, lawyerId, openedAt: received })
    .returning({ id: cases.id });
  await database.owner.insert(caseSteps).values([
    { caseId: opened?.id ?? "", kind: "advice" },
    { caseId: opened?.id ?? "", kind: "protection_order" },
  ]);
}

describe("figures of a project", () => {
  test("are counted from the work itself", async () => {
    const figures = (await figuresOfProjects(context, project.id)).get(project.id);
    expect(figures).toEqual({
      trainings_held: 2,
      participations: 13,
      people_trained: 13,
      information_sessions: 1,
      workshops: 0,
      primary_aid_people: 6,
      representation_people: 1,
      network_lawyers: 1,
      publications: 1,
      guides: 1,
      representation_models: 0,
      certificates_issued: 0,
    });
  });

  test("stand on the events that are shown behind them", async () => {
    const events = await eventsOfProject(context, project.id, "sq");
    expect(events.map((event) => [event.kind, event.participations]).sort()).toEqual([
      ["information_session", 40],
      ["training", 5],
      ["training", 8],
    ]);
  });

  test("count requests of the period, by step and by region", async () => {
    expect(await funnelOfProject(context, project.id)).toMatchObject({ received: 7, offered: 0, assigned: 0 });
    const regions = await regionsOfProject(context, project.id, "sq");
    expect(regions.map((row) => [row.iso, row.requests])).toEqual([
      ["AL-07", 1],
      ["AL-11", 6],
    ]);
  });

  test("of people below the limit are not in the page's data", async () => {
    const args = await routeArgs("/reports/projects/prove", { account: reader, params: { slug: "prove" } });
    const page = await projectPage.loader(args as never);
    expect(page.project.targets[0]?.reached).toEqual({ value: 6 });
    expect(page.regions.map((row) => row.requests)).toEqual([{ fewerThan: 5 }, { value: 6 }]);
    expect(JSON.stringify(page.regions)).not.toMatch(/"value":1\b/);
  });
});

describe("figures of a year", () => {
  test("count what was held, received and worked in it", async () => {
    expect(await figuresOfYear(context, 2026)).toMatchObject({
      trainings: 2,
      participations: 13,
      people: 13,
      other_events: 1,
      other_participations: 40,
      requests: 8,
      primary_people: 6,
      cases: 1,
    });
    expect(await figuresOfYear(context, 2024)).toMatchObject({ trainings: 0, participations: 0, requests: 0 });
  });

  test("answer for any year that an address can ask for", async () => {
    for (const year of ["2026", "1800", "abc", "2026' or 1=1", ""]) {
      const args = await routeArgs(`/reports/annual?year=${encodeURIComponent(year)}`, { account: reader });
      expect(await statusOf(annual.loader(args as never))).toBe(200);
    }
  });
});

describe("exports", () => {
  test("are CSV files without formulas, with ë and ç, and with nothing about people below the limit", async () => {
    const args = await routeArgs("/reports/projects/prove/export.csv", { account: reader, params: { slug: "prove" } });
    const answer = await projectCsv.loader(args as never);
    expect(answer.headers.get("Content-Type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("Content-Disposition")).toBe('attachment; filename="prove.csv"');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const cells: string[] = parse(bytes, { bom: true, relax_column_count: true }).flat();
    expect(cells).toContain("'=1+1");
    expect(cells.filter((cell) => /^[=+@-]/.test(cell))).toEqual([]);
  });

  test("of a year hold its sums", async () => {
    const args = await routeArgs("/reports/annual.csv?year=2026", { account: reader });
    const rows: string[][] = parse(await (await annualCsv.loader(args as never)).text(), {
      bom: true,
      relax_column_count: true,
    });
    expect(rows.slice(0, 3).map((row) => row[1])).toEqual(["2", "13", "13"]);
  });

  test("are on record: who took which project's or year's figures, and how many rows", async () => {
    const rows = await database.owner
      .select({ kind: auditEvents.subjectKind, subject: auditEvents.subjectId, actor: auditEvents.actorId })
      .from(auditEvents)
      .where(eq(auditEvents.action, "export-figures"))
      .orderBy(auditEvents.sequence);
    const [project] = await database.owner.select().from(projects).where(eq(projects.slug, "prove"));
    expect(rows).toEqual([
      { kind: "project", subject: project?.id, actor: reader.id },
      { kind: "installation", subject: null, actor: reader.id },
    ]);
  });

  test("of unknown projects are a 404", async () => {
    const args = await routeArgs("/reports/projects/x/export.csv", { account: reader, params: { slug: "x" } });
    expect(await statusOf(projectCsv.loader(args as never))).toBe(404);
    const [kept] = await database.owner.select().from(projects).where(eq(projects.slug, "prove"));
    expect(kept?.titleSq).toBe("=Projekt prove");
  });
});
