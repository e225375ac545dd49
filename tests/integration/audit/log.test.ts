import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { anchorAudit } from "#app/audit/anchors.server";
import { auditLog, auditStanding, openingsByActor } from "#app/audit/queries.server";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Auditor, type Context, contextFor, inTransaction, type Member } from "#app/context.server";
import { refreshEnvironment } from "#app/env.server";
import * as logPage from "#app/routes/audit/log";
import * as logCsv from "#app/routes/audit/log-file";
import * as requestPage from "#app/routes/audit/request";
import * as requestsPage from "#app/routes/audit/requests";
import * as verification from "#app/routes/audit/verification";
import { buildAccount, buildAidRequest, buildMember, memberOf } from "#db/seeds/build.server";
import { type TestDatabase, testDatabase } from "#tests/support/database";
import { routeArgs, statusOf } from "#tests/support/signed-in";

const request = "00000000-0000-7000-8000-00000000000a";
const other = "00000000-0000-7000-8000-00000000000b";
const everything = { name: null, actorId: null, action: null, subjectId: null, from: null, to: null };
let database: TestDatabase;
let auditor: Awaited<ReturnType<typeof buildAccount>>;
let context: Context<Auditor>;
let coordinator: Member<"coordinator">;

async function record(actor: Member, at: string, action: string, subjectId: string): Promise<void> {
  await inTransaction(contextFor(actor, new Date(at), database.app), (tx) =>
    recordAudit(tx, { action, subjectKind: "request", subjectId, reason: "triage" }),
  );
}

beforeAll(async () => {
  database = await testDatabase();
  const { owner } = database;
  auditor = await buildAccount(owner, { roles: ["auditor"] });
  context = contextFor(memberOf(auditor, "auditor"), new Date("2026-11-24T10:00:00Z"), database.app);
  const person = { givenName: "Elira", familyName: "Kodra", foldedName: "elira kodra" };
  coordinator = (await buildMember(owner, "coordinator", { person })).actor;
  const lawyer = (await buildMember(owner, "lawyer")).actor;
  await record(coordinator, "2026-11-22T22:59:59Z", "open-triage", request);
  await record(coordinator, "2026-11-22T23:00:00Z", "open-story", request);
  await record(coordinator, "2026-11-23T22:59:59Z", "open-identity+party", request);
  await record(lawyer, "2026-11-23T23:00:00Z", "open-identity+party", other);
});

const actionsOf = async (filter: Partial<typeof everything> | Record<string, string>) =>
  (await auditLog(context, { ...everything, ...filter }, 1)).rows.map((row) => row.action);

describe("the log", () => {
  test("stands with the latest first", async () => {
    const { rows, total } = await auditLog(context, everything, 1);
    expect(total).toBe(4);
    expect(rows[0]).toMatchObject({ action: "open-identity+party", actorKind: "lawyer", subjectId: other });
    expect(rows.at(-1)).toMatchObject({ action: "open-triage", actorName: "Elira Kodra", reason: "triage" });
  });

  test("is filtered by days of the clock in Tirana", async () => {
    expect(await actionsOf({ from: "2026-11-23", to: "2026-11-23" })).toEqual(["open-identity+party", "open-story"]);
    expect(await actionsOf({ to: "2026-11-22" })).toEqual(["open-triage"]);
    expect(await actionsOf({ from: "2026-11-24" })).toEqual(["open-identity+party"]);
  });

  test("is filtered by who, what and about what", async () => {
    expect(await actionsOf({ actorId: coordinator.accountId })).toHaveLength(3);
    expect(await actionsOf({ name: "kodra elira" })).toHaveLength(3);
    expect(await actionsOf({ name: "k%" })).toEqual([]);
    expect(await actionsOf({ action: "open-story" })).toEqual(["open-story"]);
    expect(await actionsOf({ subjectId: other })).toEqual(["open-identity+party"]);
  });

  test("counts openings by whoever opened", async () => {
    const openings = await openingsByActor(context, 30);
    expect(openings.map((row) => [row.actorKind, row.openings, row.subjects])).toEqual([
      ["coordinator", 2, 1], // "open-triage" opens nothing
      ["lawyer", 1, 1],
    ]);
  });
});

describe("the page", () => {
  test("answers for the auditor and says what is wrong with a filter", async () => {
    const open = async (search: string) => {
      const args = await routeArgs(`/audit${search}`, { account: auditor });
      return logPage.loader(args as never);
    };
    expect((await open("")).state.errors).toEqual({});
    expect((await open("?lang=en&page=2")).state.errors).toEqual({});
    expect((await open(`?actor=${coordinator.accountId}`)).total).toBe(3);
    const wrong = await open("?actor=me&from=2026-13-01&page=abc");
    expect(Object.keys(wrong.state.errors).sort()).toEqual(["actor", "from"]);
  });

  test("is open to the data-protection officer, and to no coordinator", async () => {
    const dpo = await buildAccount(database.owner, { roles: ["dpo"] });
    expect(await statusOf(logPage.loader((await routeArgs("/audit", { account: dpo })) as never))).toBe(200);
    const desk = await buildAccount(database.owner, { roles: ["coordinator"] });
    expect(await statusOf(logPage.loader((await routeArgs("/audit", { account: desk })) as never))).toBe(403);
  });
});

describe("what goes with the log", () => {
  const visit = async (path: string, more: object = {}) =>
    (await routeArgs(path, { account: auditor, ...more })) as never;

  test("as a file: under the same filter, with a row of its own, and no formula in it", async () => {
    const answer = await logCsv.loader(await visit(`/audit/log.csv?subject=${other}&lang=en`));
    expect(answer.headers.get("Content-Disposition")).toMatch(/attachment; filename="perkrah-audit-[\d-]+\.csv"/);
    const lines = (await answer.text()).trim().split(/\r?\n/);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain("open-identity+party");
    expect(lines[1]).toContain(other);
    expect((await actionsOf({ action: "export-audit" })).length).toBe(1);
    expect(await statusOf(logCsv.loader(await visit("/audit/log.csv?actor=me")))).toBe(404);
  });

  test("a walk through all of it says what it found, and stays on record", async () => {
    const { standing } = await verification.loader(await visit("/audit/verification"));
    expect(standing).toMatchObject({ rows: expect.any(Number), checked: null });
    const answer = await verification.action(await visit("/audit/verification", { form: {} }));
    expect(answer.data.verdict).toMatchObject({ rows: standing.rows, fault: null });
    const after = await verification.loader(await visit("/audit/verification"));
    expect(after.standing.checked).toMatchObject({ verdict: "whole", rows: standing.rows });
    expect(after.standing.rows).toBe(standing.rows + 1);
  });

  test("the last anchor fits, until somebody cuts the chain or makes another one", async () => {
    const folder = mkdtempSync(join(tmpdir(), "perkrah-anchor-"));
    process.env.AUDIT_ANCHOR_DIR = folder;
    refreshEnvironment();
    try {
      expect((await auditStanding(context)).anchor).toBeNull();
      await anchorAudit(contextFor({ kind: "system" }, new Date(), database.app));
      const { rows, anchor } = await auditStanding(context);
      expect(anchor).toMatchObject({ state: "fits", position: rows });
      const write = (position: number, hash: string) =>
        writeFileSync(
          join(folder, "audit.jsonl"),
          `${JSON.stringify({ at: "2026-11-24T09:00:00Z", position, hash })}\n`,
        );
      write(rows, "00".repeat(32));
      expect((await auditStanding(context)).anchor?.state).toBe("differs");
      write(rows + 5, "00".repeat(32));
      expect((await auditStanding(context)).anchor?.state).toBe("cut");
    } finally {
      delete process.env.AUDIT_ANCHOR_DIR;
      refreshEnvironment();
      rmSync(folder, { recursive: true });
    }
  });

  test("one request: its code, who looked, and the way to break-glass for the officer only", async () => {
    const known = await buildAidRequest(database.owner);
    await record(coordinator, "2026-11-24T08:00:00Z", "open-identity+party", known.id);
    await record(coordinator, "2026-11-24T08:01:00Z", "open-triage", known.id);
    const page = await requestPage.loader(await visit(`/audit/requests/${known.id}`, { params: { id: known.id } }));
    expect(page).toMatchObject({ code: known.code, mayAsk: false, looks: { total: 1 }, history: [] });
    expect(page.looks.rows[0]).toMatchObject({ name: "Elira Kodra", reason: "triage" });
    const unknown = "00000000-0000-7000-8000-0000000000ff";
    expect(await statusOf(requestPage.loader(await visit("/audit/requests/x", { params: { id: unknown } })))).toBe(404);
    const found = await requestsPage.loader(await visit(`/audit/requests?q=${known.code.toLowerCase()}`));
    expect(found.rows).toMatchObject([{ code: known.code, openings: 1 }]);
    expect(JSON.stringify(found)).not.toMatch(/state|area|region|urgency/);
    expect((await requestsPage.loader(await visit("/audit/requests?q=%25&page=x"))).page).toBe(1);
  });
});
