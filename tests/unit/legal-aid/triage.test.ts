import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { serviceRefusal } from "#app/legal-aid/services/rules";
import {
  articleOf,
  channelOf,
  type MeansAnswer,
  meansTest,
  missingForDecision,
  papersFor,
  proposeTriage,
  suggestedCategory,
  type TriageFacts,
  triageOutcomes,
  wageOn,
} from "#app/legal-aid/triage/rules";
import categories from "../../../db/reference/beneficiary-categories.json";
import parameters from "../../../db/reference/parameters.json";

const signals = { dangerNow: false, courtDate: null, protectionOrder: false, nextDateOn: null };
const area = (code: string, level = "PS") => ({ code, groupCode: "civil", level });
const facts = (values: Partial<TriageFacts> = {}): TriageFacts => ({
  area: area("CRM-DV"),
  category: null,
  ageBand: null,
  signals,
  means: null,
  ...values,
});
const propose = (values: Partial<TriageFacts> = {}) => proposeTriage(facts(values), "2026-11-24", 7);

describe("proposal", () => {
  test("a category of article 11 asks nothing about money", () => {
    expect(propose()).toMatchObject({
      categoryCode: "K11-A",
      article: "11 a",
      meansTest: "not_needed",
      channels: ["primary", "state_secondary", "pro_bono"],
      channel: "pro_bono",
      urgency: "standard",
      because: ["category"],
    });
  });

  test("without a category the means decide", () => {
    const divorce = { area: area("FAM-DIV") };
    expect(propose(divorce)).toMatchObject({ categoryCode: null, article: null, meansTest: "needed" });
    expect(propose(divorce).channels).toEqual(["primary", "pro_bono"]);
    const means = (within: boolean) => ({ within }) as MeansAnswer;
    expect(propose({ ...divorce, means: means(true) })).toMatchObject({
      article: "12",
      meansTest: "passed",
      channels: ["primary", "state_secondary", "pro_bono"],
    });
    expect(propose({ ...divorce, means: means(false) })).toMatchObject({
      article: null,
      meansTest: "failed",
      because: ["means_failed", "own_rule"],
    });
  });

  test("where primary aid is all there is, no court channel opens", () => {
    expect(propose({ area: area("ADM-ID", "P") })).toMatchObject({ channels: ["primary"], channel: "primary" });
  });

  test("age and matter suggest the category", () => {
    expect(suggestedCategory({ area: area("CRM-SEX"), ageBand: "14_17" })).toBe("K11-C1");
    expect(suggestedCategory({ area: area("CRM-SEX"), ageBand: "22_30" })).toBe("K11-B1");
    expect(suggestedCategory({ area: area("CRM-TRA"), ageBand: null })).toBe("K11-B2");
    expect(suggestedCategory({ area: area("PO-IMM"), ageBand: null })).toBe("K11-A");
    expect(suggestedCategory({ area: area("FAM-DIV"), ageBand: "under_14" })).toBeNull();
    expect(suggestedCategory({ area: null, ageBand: null })).toBeNull();
  });

  test("every category has its article with the letter of the law, and papers", () => {
    for (const { code, letter } of categories) {
      if (letter) {
        expect(articleOf(code, { code, letter, meansTest: false })).toBe(`11 ${letter}`);
        expect(articleOf(code, null), code).toBe(`11 ${letter}`);
      }
      expect(papersFor(code).slice(0, 2)).toEqual(["identity_document", "self_declaration"]);
    }
  });
});

describe("minimum wage", () => {
  const rows = parameters.minimumWage.map(({ lek, from, fromPrecision, status }) => ({
    lek,
    validFrom: from,
    fromPrecision,
    status,
  }));
  test.each([
    ["2018-12-31", null],
    ["2020-06-01", 26_000],
    ["2021-01-01", 30_000],
    ["2021-12-31", 30_000],
    ["2022-06-01", 34_000],
    ["2025-06-01", 40_000],
    ["2025-12-31", 40_000],
    ["2026-01-01", 50_000],
  ])("on %s it is %s", (day, lek) => {
    expect(wageOn(day, rows)?.lek ?? null).toBe(lek);
  });

  test("a row of the same year without a day is taken but marked", () => {
    const known = [
      { lek: 30_000, validFrom: "2021-01-01", fromPrecision: "day", status: "verified" },
      { lek: 40_000, validFrom: "2023", fromPrecision: "year", status: "verified" },
    ];
    expect(wageOn("2022-05-05", known)).toEqual({ lek: 30_000, toBeConfirmed: false });
    expect(wageOn("2023-02-01", known)).toEqual({ lek: 40_000, toBeConfirmed: true });
    expect(wageOn("2024-02-01", known)).toEqual({ lek: 40_000, toBeConfirmed: false });
  });
});

describe("means test", () => {
  test.each(parameters.examples)("limits at a minimum wage of $lek", (example) => {
    const single = meansTest({ monthlyIncome: 0, heads: 1, situation: "single", assets: 0 }, example.lek);
    expect(single.incomeLimit).toBe(example["single-person"]);
    expect(single.assetsLimit).toBe(example.assets);
    const household = meansTest({ monthlyIncome: 0, heads: 2, situation: "household", assets: 0 }, example.lek);
    expect(household.incomeLimit).toBe(example["household-per-head"]);
  });

  test("income has to be below, assets may reach the limit", () => {
    const at = (monthlyIncome: number, assets: number) =>
      meansTest({ monthlyIncome, heads: 2, situation: "household", assets }, 50_000).within;
    expect(at(49_999, 1_800_000)).toBe(true);
    expect(at(50_000, 0)).toBe(false);
    expect(at(0, 1_800_001)).toBe(false);
  });

  test("more income never helps, one head more never hurts", () => {
    const money = fc.integer({ min: 0, max: 500_000 });
    fc.assert(
      fc.property(money, money, fc.integer({ min: 1, max: 12 }), (a, b, heads) => {
        const within = (monthlyIncome: number, size: number) =>
          meansTest({ monthlyIncome, heads: size, situation: "household", assets: 0 }, 50_000).within;
        if (within(Math.max(a, b), heads)) expect(within(Math.min(a, b), heads)).toBe(true);
        if (within(a, heads)) expect(within(a, heads + 1)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

test("an offer needs area, steps and hours; a merge the other code", () => {
  const decision = {
    outcome: "matching" as const,
    areaCode: "CRM-DV",
    stepKinds: ["advice"],
    estimatedHours: 3,
    mergedIntoCode: null,
  };
  expect(missingForDecision(decision)).toBeNull();
  expect(missingForDecision({ ...decision, areaCode: null })).toBe("areaCode");
  expect(missingForDecision({ ...decision, stepKinds: [] })).toBe("stepKinds");
  expect(missingForDecision({ ...decision, estimatedHours: null })).toBe("estimatedHours");
  expect(missingForDecision({ ...decision, outcome: "merged" })).toBe("mergedIntoCode");
  expect(missingForDecision({ ...decision, outcome: "declined", areaCode: null })).toBeNull();
  expect(triageOutcomes.map(channelOf)).toEqual(["pro_bono", "primary", "state_secondary", null, null, null]);
});

test("a service is logged on a day that was, once somebody works on the request", () => {
  const request = { state: "in_triage" as const, receivedOn: "2026-11-20" };
  expect(serviceRefusal({ givenOn: "2026-11-24" }, request, "2026-11-24")).toBeNull();
  expect(serviceRefusal({ givenOn: "2026-11-20" }, request, "2026-11-24")).toBeNull();
  expect(serviceRefusal({ givenOn: "2026-11-25" }, request, "2026-11-24")).toBe("date_past");
  expect(serviceRefusal({ givenOn: "2026-11-19" }, request, "2026-11-24")).toBe("before_request");
  for (const state of ["received", "merged", "withdrawn"] as const)
    expect(serviceRefusal({ givenOn: "2026-11-24" }, { ...request, state }, "2026-11-24")).toBe("wrong_state");
});
