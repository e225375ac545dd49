import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type FactsOfLawyer,
  filters,
  filtersIn,
  gini,
  kindMayDo,
  median,
  rank,
  wideningSteps,
} from "#app/legal-aid/matching/rules";

const fact = (lawyerId: string, values: Partial<FactsOfLawyer> = {}): FactsOfLawyer => ({
  lawyerId,
  out: 0,
  load: 0,
  pledgedHours: 40,
  newcomer: false,
  lastOfferedAt: null,
  onDuty: false,
  active: true,
  ...values,
});
const today = { seed: "2026-11-23", dutyFirst: false };
const order = (facts: FactsOfLawyer[], options = today) =>
  rank(facts, options)
    .filter(({ place }) => place !== null)
    .map(({ lawyerId }) => lawyerId);

describe("who may do what", () => {
  test("jurists primary aid only, candidates with a supervisor and out of court, court work advocates", () => {
    expect(kindMayDo("jurist", ["advice", "drafting"], false)).toBe(true);
    expect(kindMayDo("jurist", ["criminal_report"], false)).toBe(false);
    expect(kindMayDo("candidate_advocate", ["criminal_report"], true)).toBe(true);
    expect(kindMayDo("candidate_advocate", ["criminal_report"], false)).toBe(false);
    expect(kindMayDo("candidate_advocate", ["protection_order"], true)).toBe(false);
    expect(kindMayDo("advocate", ["protection_order", "appeal"], false)).toBe(true);
  });
});

describe("order", () => {
  test("furthest below the fair share first; the share follows the pledge", () => {
    // 20 of 40 pledged hours against 20 of 100: the second is further below.
    expect(
      order([fact("a", { load: 20 }), fact("b", { load: 20, pledgedHours: 100 }), fact("c", { load: 2 })]),
    ).toEqual(["c", "b", "a"]);
  });
  test("ties go to whoever has waited longest since the last offer", () => {
    const facts = [
      fact("a", { lastOfferedAt: new Date("2026-10-01T00:00:00Z") }),
      fact("b", { lastOfferedAt: new Date("2026-09-01T00:00:00Z") }),
      fact("c"),
    ];
    expect(order(facts)).toEqual(["c", "b", "a"]);
  });
  test("then to the lot of the day: the same all day, another one tomorrow", () => {
    const facts = Array.from({ length: 30 }, (_, index) => fact(`lawyer-${index}`));
    const first = order(facts);
    expect(order([...facts].reverse())).toEqual(first);
    expect(order(facts, { ...today, seed: "2026-11-24" })).not.toEqual(first);
  });
  test("newcomers start at the median, not at zero", () => {
    const facts = [
      fact("a", { load: 10 }),
      fact("b", { load: 20 }),
      fact("c", { load: 40 }),
      fact("n", { newcomer: true }),
    ];
    expect(order(facts)).toEqual(expect.arrayContaining(["a", "b", "c", "n"]));
    expect(order(facts)[0]).toBe("a");
    expect(rank(facts, today).find(({ lawyerId }) => lawyerId === "n")?.counted).toBe(20);
  });
  test("emergencies ask those on duty first", () => {
    const facts = [fact("a"), fact("b", { load: 30, onDuty: true })];
    expect(order(facts)).toEqual(["a", "b"]);
    expect(order(facts, { ...today, dutyFirst: true })).toEqual(["b", "a"]);
  });
  test("without a pledge nobody is owed work", () => {
    expect(order([fact("z", { pledgedHours: 0 }), fact("a", { load: 500 })])).toEqual(["a", "z"]);
  });
  test("everybody has a place or at least one reason", () => {
    const any = fc.record({
      lawyerId: fc.uuid(),
      out: fc.integer({ min: 0, max: 2 ** filters.length - 1 }),
      load: fc.integer({ min: 0, max: 500 }),
      pledgedHours: fc.integer({ min: 0, max: 300 }),
      newcomer: fc.boolean(),
      lastOfferedAt: fc.constantFrom(null, new Date(0), new Date(1e12)),
      onDuty: fc.boolean(),
      active: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.uniqueArray(any, { selector: ({ lawyerId }) => lawyerId, maxLength: 30 }), (facts) => {
        const ranked = rank(facts, today);
        expect(ranked.length).toBe(facts.length);
        for (const one of ranked) expect((one.place === null) === one.reasons.length > 0).toBe(true);
        const places = ranked.flatMap(({ place }) => (place === null ? [] : [place]));
        expect(places).toEqual(places.map((_, index) => index + 1));
        const ratios = ranked.filter(({ place }) => place !== null).map(({ ratio }) => ratio);
        expect(ratios).toEqual([...ratios].sort((a, b) => (a === b ? 0 : a - b)));
      }),
    );
  });
});

describe("fairness", () => {
  test("the Gini coefficient is 0 where all carry alike and close to 1 where one carries all", () => {
    expect(gini([])).toBe(0);
    expect(gini([0, 0])).toBe(0);
    expect(gini([3, 3, 3])).toBeCloseTo(0);
    expect(gini([0, 0, 0, 10])).toBeCloseTo(0.75);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 60 }), (values) => {
        const value = gini(values);
        expect(value).toBeGreaterThanOrEqual(-1e-9);
        expect(value).toBeLessThan(1);
      }),
    );
  });
  test("median", () => {
    expect(median([])).toBe(0);
    expect(median([5])).toBe(5);
    expect(median([1, 9])).toBe(5);
  });
});

describe("widening", () => {
  test("names the filters that alone keep somebody out", () => {
    const bit = (name: (typeof filters)[number]) => 1 << filters.indexOf(name);
    const ranked = rank(
      [
        fact("a", { out: bit("region") }),
        fact("b", { out: bit("region") }),
        fact("c", { out: bit("language") }),
        fact("d", { out: bit("language") | bit("gender") }),
        fact("e", { out: bit("asked_before") }),
      ],
      today,
    );
    expect(wideningSteps(ranked)).toEqual([
      { filter: "region", lawyers: 2 },
      { filter: "language", lawyers: 1 },
    ]);
    expect(filtersIn(0)).toEqual([]);
  });
});
