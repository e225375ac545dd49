import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import {
  type CountingRule,
  canBeCounted,
  dueInstant,
  endsWithDay,
  instantIn,
  lastDayOf,
  loudness,
} from "#app/legal-aid/deadlines/rules";
import deadlines from "#db/reference/deadlines.json";

const rule = (values: Partial<CountingRule>): CountingRule => ({
  length: 15,
  unit: "days",
  direction: "after",
  rollsOver: true,
  needsConfirmation: false,
  immediate: false,
  ...values,
});
const holidays = new Set(["2026-11-28", "2026-11-29", "2026-12-08", "2026-12-25"]);
const last = (values: Partial<CountingRule>, day: string, time: string | null = "10:00") => {
  const due = dueInstant(rule(values), instantIn(day, time), holidays);
  return due && { on: lastDayOf(due.dueAt), movedFrom: due.movedFrom, toBeConfirmed: due.toBeConfirmed };
};

describe("counting", () => {
  test("the first day is not counted; a day ends at 24:00 in Tirana", () => {
    const due = dueInstant(rule({ length: 3 }), instantIn("2026-11-02", "23:59"), holidays);
    expect(due?.dueAt).toEqual(new Date("2026-11-05T23:00:00Z"));
    expect(last({ length: 10 }, "2026-11-02")).toEqual({ on: "2026-11-12", movedFrom: null, toBeConfirmed: false });
  });
  test("a rest day at the end moves on only where the row says so", () => {
    expect(last({ length: 5 }, "2026-11-02")).toEqual({
      on: "2026-11-09",
      movedFrom: "2026-11-07",
      toBeConfirmed: false,
    });
    expect(last({ length: 5, rollsOver: null }, "2026-11-02")).toEqual({
      on: "2026-11-07",
      movedFrom: null,
      toBeConfirmed: true,
    });
    expect(last({ length: 5, rollsOver: false }, "2026-11-02")).toEqual({
      on: "2026-11-07",
      movedFrom: null,
      toBeConfirmed: false,
    });
  });
  test("two holidays over a weekend move it twice", () => {
    expect(last({ length: 10 }, "2026-11-18")).toMatchObject({ on: "2026-11-30", movedFrom: "2026-11-28" });
  });
  test("months and years end on the same-named day or the month's last", () => {
    expect(last({ length: 1, unit: "months", rollsOver: false }, "2027-01-31")?.on).toBe("2027-02-28");
    expect(last({ length: 12, unit: "months", rollsOver: false }, "2026-03-05")?.on).toBe("2027-03-05");
    expect(last({ length: 1, unit: "years", rollsOver: false }, "2028-02-29")?.on).toBe("2029-02-28");
    expect(last({ length: 2, unit: "weeks", rollsOver: false }, "2026-11-04")?.on).toBe("2026-11-18");
  });
  test("DV-8: the extension is due 15 days before the end of the order, on the working day before", () => {
    const before = { length: 15, direction: "before", rollsOver: null, needsConfirmation: true };
    expect(last(before, "2027-06-30", null)).toEqual({ on: "2027-06-15", movedFrom: null, toBeConfirmed: true });
    // 13 December 2026 is a Sunday.
    expect(last(before, "2026-12-28", null)).toMatchObject({ on: "2026-12-11", movedFrom: "2026-12-13" });
  });
  test("hours run through weekends and the change of the clock", () => {
    const due = dueInstant(rule({ length: 48, unit: "hours" }), instantIn("2026-10-24", "10:00"), holidays);
    expect(due).toEqual({ dueAt: instantIn("2026-10-26", "09:00"), movedFrom: null, toBeConfirmed: true });
  });
  test("without a length there is nothing to count, but at once is at once", () => {
    expect(dueInstant(rule({ length: null, unit: null }), new Date(), holidays)).toBeNull();
    const now = instantIn("2026-11-05", "09:00");
    expect(dueInstant(rule({ length: null, unit: null, immediate: true }), now, holidays)?.dueAt).toEqual(now);
    expect(dueInstant(rule({ unit: "fortnights" }), now, holidays)).toBeNull();
  });
  test("every active row of the law table can be counted or says that it cannot", () => {
    for (const row of deadlines.deadlines) {
      const counted = dueInstant(
        rule({
          length: row.length?.value ?? null,
          unit: row.length?.unit ?? null,
          rollsOver: row.rollsOver,
          needsConfirmation: row.needsConfirmation,
          immediate: "immediate" in row,
        }),
        instantIn("2026-11-05", "09:00"),
        holidays,
      );
      if (canBeCounted({ active: true, length: row.length?.value ?? null, immediate: "immediate" in row }))
        expect(counted, row.id).not.toBeNull();
      else expect(counted, row.id).toBeNull();
    }
  });

  const days = fc.integer({ min: 0, max: 20_000 }).map((n) => Temporal.PlainDate.from("2000-01-01").add({ days: n }));
  const units = fc.constantFrom("days", "weeks", "months", "years");
  test("a rolled-over end is a working day, not before the counted one, and within two weeks of it", () => {
    fc.assert(
      fc.property(days, units, fc.integer({ min: 1, max: 90 }), (day, unit, length) => {
        const rolled = dueInstant(rule({ unit, length }), instantIn(day.toString(), "12:00"), holidays);
        const plain = dueInstant(
          rule({ unit, length, rollsOver: false }),
          instantIn(day.toString(), "12:00"),
          holidays,
        );
        if (!rolled || !plain) throw new Error("not counted");
        const on = Temporal.PlainDate.from(lastDayOf(rolled.dueAt));
        expect(on.dayOfWeek).toBeLessThan(6);
        expect(holidays.has(on.toString())).toBe(false);
        expect(rolled.dueAt >= plain.dueAt).toBe(true);
        expect(endsWithDay(rolled.dueAt)).toBe(true);
        expect(on.since(lastDayOf(plain.dueAt)).days).toBeLessThan(14);
      }),
    );
  });
  test("a longer limit never ends earlier; backwards never after the event", () => {
    fc.assert(
      fc.property(days, units, fc.integer({ min: 1, max: 90 }), fc.boolean(), (day, unit, length, back) => {
        const direction = back ? "before" : "after";
        const start = instantIn(day.toString(), "00:00");
        const short = dueInstant(rule({ unit, length, direction }), start, holidays);
        const long = dueInstant(rule({ unit, length: length + 1, direction }), start, holidays);
        if (!short || !long) throw new Error("not counted");
        expect(back ? long.dueAt <= short.dueAt : long.dueAt >= short.dueAt).toBe(true);
        expect(back ? short.dueAt <= start : short.dueAt > start).toBe(true);
      }),
    );
  });
});

describe("loudness", () => {
  const due = instantIn("2026-11-20", null);
  const steps = [
    { value: 7, unit: "days" },
    { value: 1, unit: "days" },
  ];
  test("grows by steps and is loudest when over", () => {
    expect(loudness(due, steps, instantIn("2026-11-05", null))).toBe("quiet");
    expect(loudness(due, steps, instantIn("2026-11-15", null))).toBe("warning");
    expect(loudness(due, steps, instantIn("2026-11-19", "12:00"))).toBe("last_warning");
    expect(loudness(due, steps, due)).toBe("overdue");
  });
});
