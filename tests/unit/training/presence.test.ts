import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rosterMarks } from "#app/training/presence/forms";
import {
  attendedMinutes,
  countStatuses,
  hasEarned,
  minutesOf,
  momentOf,
  presenceOver,
  statusOf,
  whyNotEarned,
} from "#app/training/presence/rules";
import { presenceMarks } from "#db/vocabulary";

const sitting = (minutes: number) => ({
  startsAt: new Date("2026-10-12T07:00:00Z"),
  endsAt: new Date(Date.parse("2026-10-12T07:00:00Z") + minutes * 60_000),
});
const four = [sitting(180), sitting(180), sitting(180), sitting(180)];
const rule = { lateMinutes: 15, certificatePercent: 80 };

describe("minutes", () => {
  it("are all for present, all less the late minutes for late, none for excused, absent and not recorded", () => {
    expect(attendedMinutes("present", 90, 15)).toBe(90);
    expect(attendedMinutes("late", 90, 15)).toBe(75);
    expect(attendedMinutes("late", 10, 15)).toBe(0);
    for (const status of ["excused", "absent", "not_recorded"] as const)
      expect(attendedMinutes(status, 90, 15)).toBe(0);
  });

  it("tell not recorded from absent", () => {
    expect(statusOf(null)).toBe("not_recorded");
    expect(statusOf("not_recorded")).toBe("not_recorded");
    expect(statusOf("absent")).toBe("absent");
  });

  it("leave excused sittings in the denominator", () => {
    const presence = presenceOver(four, ["present", "present", "present", "excused"], rule);
    expect(presence).toMatchObject({ attendedMinutes: 540, plannedMinutes: 720, percent: 75 });
  });
});

describe("the certificate", () => {
  it("is earned at exactly the course's share and not a minute below", () => {
    const five = [sitting(60), sitting(60), sitting(60), sitting(60), sitting(60)];
    const exactly = presenceOver(five, ["present", "present", "present", "present", "absent"], rule);
    expect(exactly.percent).toBe(80);
    expect(hasEarned(exactly, rule)).toBe(true);
    const below = presenceOver(five, ["present", "present", "present", "late", "absent"], { lateMinutes: 1 });
    expect(below.attendedMinutes).toBe(239);
    expect(below.percent).toBe(79);
    expect(hasEarned(below, rule)).toBe(false);
  });

  it("is never earned without sittings", () => {
    const nothing = presenceOver([], [], rule);
    expect(hasEarned(nothing, { ...rule, certificatePercent: 0 })).toBe(false);
    expect(whyNotEarned(nothing, rule)).toEqual([{ key: "no_sittings", values: {} }]);
  });

  it("says why not, the share first", () => {
    const presence = presenceOver(four, ["late", "absent", null, "excused"], rule);
    expect(whyNotEarned(presence, rule)).toEqual([
      { key: "share", values: { percent: 22, needed: 80 } },
      { key: "not_recorded", values: { count: 1 } },
      { key: "absent", values: { count: 1 } },
      { key: "excused", values: { count: 1 } },
      { key: "late", values: { count: 1 } },
    ]);
  });

  const mark = fc.option(fc.constantFrom(...presenceMarks), { nil: null });
  const held = fc.array(fc.record({ minutes: fc.integer({ min: 1, max: 960 }), mark }), {
    minLength: 1,
    maxLength: 12,
  });

  it("has reasons exactly where it is not earned", () => {
    fc.assert(
      fc.property(held, fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 60 }), (rows, percent, late) => {
        const own = { lateMinutes: late, certificatePercent: percent };
        const presence = presenceOver(
          rows.map((row) => sitting(row.minutes)),
          rows.map((row) => row.mark),
          own,
        );
        expect(whyNotEarned(presence, own).length === 0).toBe(hasEarned(presence, own));
        expect(presence.attendedMinutes).toBeLessThanOrEqual(presence.plannedMinutes);
        // A shown percentage never claims a share that was not reached.
        if (!hasEarned(presence, own)) expect(presence.percent).toBeLessThan(percent);
      }),
      { numRuns: 1000 },
    );
  });

  it("is not lost by one more session present", () => {
    fc.assert(
      fc.property(held, fc.nat(), (rows, place) => {
        const times = rows.map((row) => sitting(row.minutes));
        const marks = rows.map((row) => row.mark);
        const better = marks.with(place % rows.length, "present");
        const before = presenceOver(times, marks, rule);
        expect(presenceOver(times, better, rule).attendedMinutes).toBeGreaterThanOrEqual(before.attendedMinutes);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("rosters", () => {
  it("count everybody once", () => {
    expect(countStatuses(["present", "present", "late", null, "not_recorded", "excused"])).toEqual({
      present: 2,
      late: 1,
      left_early: 0,
      excused: 1,
      absent: 0,
      not_recorded: 2,
    });
  });

  it("read the marks of a form and refuse what is none", () => {
    const id = "0198c4d2-7c1e-7a51-9d2e-000000000001";
    const form = new FormData();
    form.append(`m.${id.toUpperCase()}`, "late");
    form.append("other", "ignored");
    expect(rosterMarks(form)).toEqual([{ enrolmentId: id, mark: "late" }]);
    form.append("m.1", "present");
    expect(rosterMarks(form)).toBeNull();
    const wrong = new FormData();
    wrong.append(`m.${id}`, "here");
    expect(rosterMarks(wrong)).toBeNull();
  });

  it("are held from an hour before to an hour after", () => {
    const one = sitting(90);
    const at = (time: string, sameDay = true) => momentOf(one, new Date(time), sameDay);
    expect(minutesOf(one)).toBe(90);
    expect(at("2026-10-12T05:59:00Z")).toBe("today");
    expect(at("2026-10-12T06:00:00Z")).toBe("now");
    expect(at("2026-10-12T09:30:00Z")).toBe("now");
    expect(at("2026-10-12T09:31:00Z")).toBe("today");
    expect(at("2026-10-11T09:31:00Z", false)).toBe("coming");
    expect(at("2026-10-13T09:31:00Z", false)).toBe("past");
  });
});
