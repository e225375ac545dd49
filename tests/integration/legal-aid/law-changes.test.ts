import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { type Administrator, contextFor } from "#app/context.server";
import { shownHelpLines } from "#app/legal-aid/help-lines/queries.server";
import { addHoliday } from "#app/legal-aid/law/add-holiday.server";
import { addWage } from "#app/legal-aid/law/add-wage.server";
import { changeHelpLine } from "#app/legal-aid/law/change-help-line.server";
import { confirmRule } from "#app/legal-aid/law/confirm-rule.server";
import { lawChangesList, lawTables, ruleForAdministrator } from "#app/legal-aid/law/queries.server";
import { removeHoliday } from "#app/legal-aid/law/remove-holiday.server";
import { removeWage } from "#app/legal-aid/law/remove-wage.server";
import { replaceRule } from "#app/legal-aid/law/replace-rule.server";
import { wageToday } from "#app/legal-aid/triage/queries.server";
import * as linePage from "#app/routes/admin/law-help-line";
import * as successorPage from "#app/routes/admin/law-rule-successor";
import * as wageRemoval from "#app/routes/admin/law-wage-removal";
import { auditEvents } from "#db/schema/audit";
import { lawChanges } from "#db/schema/law-changes";
import { deadlineRules, helplines, holidays } from "#db/schema/reference";
import { buildMember } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";
import { refusal } from "#tests/support/refusal";
import { routeArgs, statusOf } from "#tests/support/signed-in";

const { app, owner } = await testDatabase();
let administrator: Administrator;
const at = (day: string) => contextFor(administrator, new Date(`${day}T09:00:00Z`), app);
const context = () => at("2026-11-24");
const reason = "read in the gazette this week";
const ruleOf = async (code: string) =>
  (await owner.select().from(deadlineRules).where(eq(deadlineRules.code, code))).at(0);

beforeAll(async () => {
  administrator = (await buildMember(owner, "administrator")).actor;
});

describe("replacing a time limit", () => {
  const successor = {
    validFrom: "2027-01-01",
    length: 30,
    unit: "days",
    rollsOver: null,
    lawVersion: "L111-2017",
    status: "secondary",
    source: "Law 12/2026, art. 4",
    reason,
  } as const;

  it("closes the old row the day before and begins a new one, unconfirmed unless read in the law", async () => {
    const before = await ruleOf("LA-4");
    const answer = await replaceRule(context(), { code: "LA-4", ...successor });
    expect(answer).toEqual({ ok: true, code: "LA-4-20270101" });
    expect(await ruleOf("LA-4")).toEqual({
      ...before,
      validTo: "2026-12-31",
      replacedBy: "LA-4-20270101",
      closedAt: context().now,
    });
    expect(await ruleOf("LA-4-20270101")).toMatchObject({
      sq: before?.sq,
      length: 30,
      validFrom: "2027-01-01",
      validTo: null,
      needsConfirmation: true,
      details: before?.details,
    });
    const found = await ruleForAdministrator(context(), "LA-4-20270101");
    expect([found.before, found.changes.map((change) => change.reason)]).toEqual(["LA-4", [reason]]);
  });

  it("happens once, also when two do it at the same moment", async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        replaceRule(context(), { code: "LA-4-20270101", ...successor, validFrom: "2028-01-01" }),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok && answer.reason === "rule_replaced")).toHaveLength(5);
  });

  it("says what does not fit", async () => {
    const wrong = await replaceRule(context(), { code: "LA-4-20280101", ...successor });
    expect(wrong).toEqual({ ok: false, reason: "before_rule" });
    const law = await replaceRule(context(), {
      code: "LA-4-20280101",
      ...successor,
      validFrom: "2029-01-01",
      lawVersion: "none",
    });
    expect(law).toEqual({ ok: false, reason: "unknown_law" });
    const account = { id: administrator.accountId, roles: ["administrator"] as const };
    const form = await refusal(
      successorPage.action(
        await routeArgs("/admin/law/rules/LA-4/successor", {
          account,
          params: { code: "LA-4" },
          form: {
            validFrom: "2027-02-30",
            length: "many",
            unit: "days",
            rollsOver: "no",
            lawVersion: "L111-2017",
            status: "secondary",
            source: "here",
            reason,
          },
        }),
      ),
    );
    expect(Object.keys(form.errors).sort()).toEqual(["length", "source", "validFrom"]);
    const gone = routeArgs("/admin/law/rules/none/successor", { account, params: { code: "none" } });
    expect(await statusOf(successorPage.loader(await gone))).toBe(404);
  });
});

it("a confirmed limit no longer says so; a limit without law text cannot be confirmed", async () => {
  const [row] = await owner.select().from(deadlineRules).where(eq(deadlineRules.needsConfirmation, true));
  if (!row) throw new Error("no unconfirmed row");
  expect(await confirmRule(context(), { code: row.code, source: "Gazette 12", reason })).toEqual({ ok: true });
  expect(await ruleOf(row.code)).toMatchObject({ status: "verified", needsConfirmation: false, source: "Gazette 12" });
  expect(await confirmRule(context(), { code: "DV-9", source: "Gazette 12", reason })).toEqual({
    ok: false,
    reason: "rule_inactive",
  });
});

it("a wage holds from its day on, is known once, and can be taken back where it was added by hand", async () => {
  const wage = { validFrom: "2027-03-01", lek: 55_000, status: "verified", source: "Decision 1/2027", reason } as const;
  expect(await addWage(context(), wage)).toEqual({ ok: true });
  expect(await addWage(context(), wage)).toEqual({ ok: false, reason: "wage_known" });
  expect(await wageToday(at("2027-02-28"))).toMatchObject({ lek: 50_000 });
  expect(await wageToday(at("2027-03-01"))).toEqual({ lek: 55_000, toBeConfirmed: false });
  const byHand = (await lawTables(context())).wages.filter((row) => row.byHand);
  expect(byHand.map(({ code }) => code)).toEqual(["2027-03-01-55000"]);
  await removeWage(context(), "2027-03-01-55000");
  expect(await wageToday(at("2027-03-01"))).toMatchObject({ lek: 50_000 });
  const printed = await routeArgs("/admin/law/wages/2026-01-01-50000/removal", {
    account: { id: administrator.accountId, roles: ["administrator"] },
    params: { code: "2026-01-01-50000" },
    form: {},
  });
  expect(await statusOf(wageRemoval.action(printed))).toBe(404);
});

it("a help line is shown as changed, an unverified one never", async () => {
  const [line] = await owner.select().from(helplines).where(eq(helplines.code, "HL-112"));
  if (!line) throw new Error("no line");
  const change = {
    code: line.code,
    number: "112",
    sq: "Emergjenca",
    en: "Emergency",
    shown: true,
    lastCheckedOn: "2026-11-20",
    reason,
  };
  expect(await changeHelpLine(context(), { ...change, status: "unverified" })).toEqual({
    ok: false,
    reason: "line_unverified",
  });
  expect(await changeHelpLine(context(), { ...change, number: "11 2", status: "verified" })).toEqual({ ok: true });
  expect(await shownHelpLines(context(), "sq")).toContainEqual({ number: "11 2", tel: "112", name: "Emergjenca" });
  const args = await routeArgs("/admin/law/lines/none", {
    account: { id: administrator.accountId, roles: ["administrator"] },
    params: { code: "none" },
  });
  expect(await statusOf(linePage.loader(args))).toBe(404);
});

it("a holiday comes and goes with a reason", async () => {
  const day = "2027-08-16";
  expect(await addHoliday(context(), { day, sq: "Ditë pushimi", en: "Day off", reason })).toEqual({ ok: true });
  expect(await addHoliday(context(), { day, sq: "Ditë pushimi", en: "Day off", reason })).toEqual({
    ok: false,
    reason: "holiday_known",
  });
  await removeHoliday(context(), { day, reason });
  expect(await owner.$count(holidays, eq(holidays.day, day))).toBe(0);
});

it("every change stands on record, in the log and beside the tables, and stays", async () => {
  const logged = await owner
    .select({ action: auditEvents.action })
    .from(auditEvents)
    .where(eq(auditEvents.subjectKind, "law"));
  expect(logged.length).toBe(await owner.$count(lawChanges));
  expect((await lawChangesList(context())).every((change) => change.changedBy.length > 2)).toBe(true);
  await expect(app.delete(lawChanges)).rejects.toThrow();
});
