import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { moveRefusal, removalRefusal } from "#app/training/events/rules";
import { beginningOn, clockInTirana, instantInTirana, repeatedDays, repetitions } from "#app/training/sittings/rules";
import { property } from "#tests/support/property";

const now = new Date("2026-11-20T10:00:00Z");
const sitting = (day: string, from: string, to: string) => ({
  startsAt: instantInTirana(day, from),
  endsAt: instantInTirana(day, to),
});
const clocks = (times: readonly { startsAt: Date; endsAt: Date }[]) =>
  times.map(({ startsAt, endsAt }) => [...Object.values(clockInTirana(startsAt)), clockInTirana(endsAt).time]);

describe("sittings that are moved", () => {
  const twoDays = [sitting("2026-03-20", "09:00", "12:00"), sitting("2026-03-21", "13:00", "16:00")];

  it("keep what the clock shows, also over the night in which it changes", () => {
    expect(clocks(beginningOn(twoDays, "2026-03-28"))).toEqual([
      ["2026-03-28", "09:00", "12:00"],
      ["2026-03-29", "13:00", "16:00"],
    ]);
  });

  it("go to another hour together, over midnight too", () => {
    expect(clocks(beginningOn(twoDays, "2026-03-20", "21:00"))).toEqual([
      ["2026-03-20", "21:00", "00:00"],
      ["2026-03-22", "01:00", "04:00"],
    ]);
  });

  it("follow the one that is held first, in whatever order they come", () => {
    const [first, second] = twoDays;
    expect(clocks(beginningOn([second, first] as typeof twoDays, "2026-05-04"))).toEqual([
      ["2026-05-05", "13:00", "16:00"],
      ["2026-05-04", "09:00", "12:00"],
    ]);
    expect(beginningOn([], "2026-05-04")).toEqual([]);
  });

  const days = fc
    .date({ min: new Date("2001-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  property("come back to where they were", [days, days, fc.integer({ min: 4, max: 20 })], (from, to, hour) => {
    const time = (later: number) => `${String(hour + later).padStart(2, "0")}:15`;
    const times = [sitting(from, time(0), time(3))];
    expect(beginningOn(beginningOn(times, to), from)).toEqual(times);
  });
});

describe("what is held again", () => {
  test.each([
    ["day", ["2026-12-30", "2026-12-31", "2027-01-01"]],
    ["week", ["2026-12-30", "2027-01-06", "2027-01-13"]],
    ["two_weeks", ["2026-12-30", "2027-01-13", "2027-01-27"]],
    ["four_weeks", ["2026-12-30", "2027-01-27", "2027-02-24"]],
  ] as const)("every %s falls on these days", (every, days) => {
    expect(repeatedDays("2026-12-30", every, 3)).toEqual(days);
  });

  it("keeps its weekday, but every day", () => {
    const weekday = (day: string) => new Date(`${day}T12:00:00Z`).getUTCDay();
    for (const every of repetitions.filter((one) => one !== "day"))
      expect(new Set(repeatedDays("2026-10-21", every, 30).map(weekday)).size).toBe(1);
  });
});

describe("an event", () => {
  const event = { state: "confirmed" as const, beginsAt: new Date("2026-12-01T08:00:00Z") };
  const later = new Date("2026-12-08T08:00:00Z");
  test.each([
    [event, later, null],
    [{ ...event, state: "tentative" as const }, later, null],
    [event, event.beginsAt, "not_moved"],
    [event, now, "day_past"],
    [{ ...event, beginsAt: now }, later, "event_begun"],
    [{ ...event, state: "held" as const }, later, "event_begun"],
    [{ ...event, state: "cancelled" as const }, later, "event_cancelled"],
    [{ ...event, beginsAt: null }, null, "no_sittings"],
  ])("%o moves to %s unless %s", (one, wanted, reason) => {
    expect(moveRefusal(one, wanted, now)).toBe(reason);
  });

  it("is removed only while it is tentative and nobody was in it", () => {
    expect(removalRefusal({ state: "tentative", used: false })).toBeNull();
    expect(removalRefusal({ state: "tentative", used: true })).toBe("event_in_use");
    for (const state of ["confirmed", "held", "cancelled"] as const)
      expect(removalRefusal({ state, used: false })).toBe("event_in_use");
  });
});
