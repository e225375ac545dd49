import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { admissionRefusal, cancellationRefusal, isEnrolled, stateAfterSignUp } from "#app/training/enrolments/rules";
import { readSittings } from "#app/training/events/forms";
import { changeRefusal, freeSeats, mayMove, signUpRefusal, slugOf } from "#app/training/events/rules";
import {
  byDay,
  clockInTirana,
  daysOf,
  inOrder,
  instantInTirana,
  plannedMinutes,
  sittingsRefusal,
} from "#app/training/sittings/rules";

const now = new Date("2026-11-20T10:00:00Z");
const at = (from: string, to: string) => ({ startsAt: new Date(from), endsAt: new Date(to) });

describe("the clock in Tirana", () => {
  test.each([
    ["2026-11-27", "09:30", "2026-11-27T08:30:00.000Z"],
    ["2026-07-01", "09:30", "2026-07-01T07:30:00.000Z"],
    // Between two and three there is no such time that night: it moves an hour on.
    ["2026-03-29", "02:30", "2026-03-29T01:30:00.000Z"],
    // The hour that comes twice is the first of the two.
    ["2026-10-25", "02:30", "2026-10-25T00:30:00.000Z"],
  ])("shows %s %s at %s", (day, time, instant) => {
    expect(instantInTirana(day, time).toISOString()).toBe(instant);
  });

  it("gives back what was put in, but for the skipped hour", () => {
    const days = fc.date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.integer({ min: 4, max: 23 }), fc.integer({ min: 0, max: 59 }), (date, hour, minute) => {
        const day = date.toISOString().slice(0, 10);
        const time = `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
        expect(clockInTirana(instantInTirana(day, time))).toEqual({ day, time });
      }),
    );
  });
});

describe("sittings", () => {
  const morning = at("2026-11-27T08:00:00Z", "2026-11-27T11:00:00Z");
  const afternoon = at("2026-11-27T11:00:00Z", "2026-11-27T14:00:00Z");
  const nextDay = at("2026-11-28T08:00:00Z", "2026-11-28T11:00:00Z");

  test.each([
    ["none", [], "no_sittings"],
    ["an end before the beginning", [at("2026-11-27T11:00:00Z", "2026-11-27T11:00:00Z")], "ends_before_begin"],
    ["sixteen hours and a minute", [at("2026-11-27T00:00:00Z", "2026-11-27T16:01:00Z")], "too_long"],
    ["two at once", [morning, at("2026-11-27T10:59:00Z", "2026-11-27T12:00:00Z")], "overlap"],
  ])("are refused: %s", (_case, times, reason) => {
    expect(sittingsRefusal(times)?.reason).toBe(reason);
  });

  it("may follow each other without a break and last sixteen hours", () => {
    expect(sittingsRefusal([afternoon, morning, nextDay])).toBeNull();
    expect(sittingsRefusal([at("2026-11-27T00:00:00Z", "2026-11-27T16:00:00Z")])).toBeNull();
  });

  it("are ordered, counted and grouped by their day in Tirana", () => {
    expect(inOrder([nextDay, afternoon, morning])).toEqual([morning, afternoon, nextDay]);
    expect(plannedMinutes([morning, afternoon, nextDay])).toBe(540);
    expect(daysOf([nextDay, morning])).toEqual({ startsOn: "2026-11-27", endsOn: "2026-11-28" });
    expect(daysOf([at("2026-11-27T23:30:00Z", "2026-11-28T01:00:00Z")])?.startsOn).toBe("2026-11-28");
    expect(daysOf([])).toBeNull();
    expect(byDay([nextDay, afternoon, morning]).map(({ day, sittings }) => [day, sittings.length])).toEqual([
      ["2026-11-27", 2],
      ["2026-11-28", 1],
    ]);
  });

  it("are read from rows: empty and removed ones do not count, wrong ones are named", () => {
    const form = (fields: Record<string, string>) => {
      const data = new FormData();
      for (const [name, value] of Object.entries(fields)) data.set(name, value);
      return data;
    };
    const good = { "day-0": "2026-11-27", "start-0": "09:00", "end-0": "12:00", "start-1": "13:00", "end-1": "16:00" };
    const id = "01a20af5-4b2a-75d1-983c-6431e5ebc3d6";
    const gone = { "day-2": "2026-11-28", "start-2": "09:00", "end-2": "10:00", "remove-2": "yes", "sitting-0": id };
    expect(readSittings(form({ ...good, ...gone }))).toEqual({
      ok: true,
      rows: [{ id, startsAt: new Date("2026-11-27T08:00:00Z"), endsAt: new Date("2026-11-27T11:00:00Z") }],
    });
    const errors = (fields: Record<string, string>) => {
      const read = readSittings(form(fields));
      return read.ok ? {} : read.errors;
    };
    expect(errors({})).toEqual({ "day-0": "sittings_none" });
    expect(errors({ "day-1": "2026-02-30", "start-1": "25:00" })).toEqual({
      "day-1": "date",
      "start-1": "time",
      "end-1": "required",
    });
    expect(errors({ ...good, "end-0": "08:59" })).toEqual({ "end-0": "time_order" });
    expect(errors({ ...good, "day-1": "2026-11-27", "start-1": "11:59" })).toEqual({ "start-1": "sittings_overlap" });
    expect(errors({ ...good, "start-0": "00:00", "end-0": "16:30" })).toEqual({ "end-0": "sitting_too_long" });
  });
});

describe("events", () => {
  it("move only along the table", () => {
    const states = ["tentative", "confirmed", "held", "cancelled"] as const;
    const allowed = states.flatMap((from) => states.filter((to) => mayMove(from, to)).map((to) => `${from} ${to}`));
    expect(allowed).toEqual(["tentative confirmed", "tentative cancelled", "confirmed held", "confirmed cancelled"]);
    expect(changeRefusal("cancelled")).toBe("event_cancelled");
    expect(changeRefusal("held")).toBeNull();
  });

  test.each([
    ["cancelled", "open", null, "event_cancelled"],
    ["held", "open", null, "event_past"],
    ["confirmed", "open", now, "event_past"],
    ["confirmed", "open", new Date(now.getTime() + 1), null],
    ["tentative", "approval", null, null],
    ["confirmed", "invitation", null, "registration_closed"],
    ["confirmed", "closed", null, "registration_closed"],
  ] as const)("%s, %s, beginning %s: %s", (state, registration, beginsAt, refusal) => {
    expect(signUpRefusal({ state, registration, beginsAt }, now)).toBe(refusal);
  });

  it("give out the lowest seats that nobody has", () => {
    expect(freeSeats([1, 3], 5, 2)).toEqual([2, 4]);
    expect(freeSeats([1, 2], 2, 1)).toEqual([]);
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 60 })), fc.integer({ min: 0, max: 60 }), (taken, seats) => {
        const free = freeSeats(taken, seats, 100);
        expect(free).toHaveLength(seats - taken.filter((seat) => seat <= seats).length);
        expect(free.some((seat) => taken.includes(seat) || seat > seats)).toBe(false);
      }),
    );
  });

  test.each([
    [["Të drejtat e viktimave", "Kukës"], "te-drejtat-e-viktimave-kukes"],
    [["«???»", null], "trajnim"],
    [["a".repeat(200)], "a".repeat(70)],
  ])("are addressed by %s", (parts, slug) => {
    expect(slugOf(...parts)).toBe(slug);
  });
});

describe("enrolments", () => {
  it("begin as the registration says", () => {
    expect(stateAfterSignUp("open", 1)).toBe("admitted");
    expect(stateAfterSignUp("open", 0)).toBe("waiting");
    expect(stateAfterSignUp("approval", 9)).toBe("applied");
  });

  it("count while they are alive", () => {
    const states = ["invited", "applied", "admitted", "waiting", "declined", "cancelled"] as const;
    expect(states.filter(isEnrolled)).toEqual(["applied", "admitted", "waiting"]);
    expect(states.filter((state) => admissionRefusal(state))).toEqual(["admitted"]);
    expect(admissionRefusal(null)).toBeNull();
    expect(states.filter((state) => cancellationRefusal(state))).toEqual(["declined", "cancelled"]);
  });
});
