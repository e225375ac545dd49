import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markOverScans, type Observation, scansSay, seenFrom } from "#app/training/presence/observations";
import { attendedMinutes, presenceOver, statusOver } from "#app/training/presence/rules";
import { presenceMarks } from "#db/vocabulary";
import { property } from "#tests/support/property";

const sitting = { startsAt: new Date("2026-10-12T07:00:00Z"), endsAt: new Date("2026-10-12T10:00:00Z") };
const at = (time: string) => new Date(`2026-10-12T${time}:00Z`);
const seen = (kind: "in" | "out", time: string): Observation => ({
  kind,
  mark: "present",
  minutes: null,
  observedAt: at(time),
});
const said = (mark: Observation["mark"], minutes: number | null = null): Observation => ({
  kind: "mark",
  mark,
  minutes,
  observedAt: at("08:00"),
});

describe("scans", () => {
  it.each([
    ["come in early", [seen("in", "06:40")], "present", 180],
    ["come in ten minutes after the beginning", [seen("in", "07:10")], "present", 180],
    ["come in eleven minutes after it", [seen("in", "07:11")], "late", 169],
    ["go out ten minutes before the end", [seen("in", "07:00"), seen("out", "09:50")], "present", 180],
    ["go out eleven minutes before it", [seen("in", "07:00"), seen("out", "09:49")], "left_early", 169],
    ["go out and come back", [seen("in", "07:00"), seen("out", "08:00"), seen("in", "08:30")], "present", 150],
    ["come late and leave early", [seen("in", "08:00"), seen("out", "09:00")], "left_early", 60],
    ["come in twice: the earlier one counts", [seen("in", "07:40"), seen("in", "07:20")], "late", 160],
    [
      "go out twice: the earlier one counts",
      [seen("in", "07:00"), seen("out", "09:00"), seen("out", "08:00")],
      "left_early",
      60,
    ],
    ["come in after the end", [seen("in", "10:30")], "late", 0],
    ["go before it begins", [seen("in", "06:30"), seen("out", "06:50")], "left_early", 0],
  ] as const)("%s", (_, scans, status, minutes) => {
    expect(scansSay(scans, sitting)).toEqual({ status, minutes, flag: null });
  });

  it("of going out alone count from the beginning, flagged", () => {
    expect(scansSay([seen("out", "09:00")], sitting)).toEqual({
      status: "left_early",
      minutes: 120,
      flag: "out_without_in",
    });
  });
});

describe("what is known", () => {
  it("is not recorded without any observation, and after a mark taken back", () => {
    expect(seenFrom([], sitting).status).toBe("not_recorded");
    expect(seenFrom([said("absent"), said("not_recorded")], sitting).status).toBe("not_recorded");
  });

  it("is what a person decided, and says where a later scan says otherwise", () => {
    expect(seenFrom([seen("in", "07:30"), said("excused")], sitting)).toMatchObject({ status: "excused", flag: null });
    expect(seenFrom([said("absent"), seen("in", "07:30")], sitting)).toEqual({
      status: "absent",
      minutes: null,
      flag: "after_mark",
    });
    expect(seenFrom([said("present"), seen("in", "07:00")], sitting).flag).toBeNull();
  });

  it("goes on with the scans after a decision that says what they say", () => {
    const before = [seen("in", "07:00"), said("absent")];
    const back = {
      ...said("present"),
      ...markOverScans({ mark: "present", minutes: null }, [seen("in", "07:00")], sitting),
    };
    expect(back).toMatchObject({ mark: "present", minutes: 180 });
    expect(seenFrom([...before, back, seen("out", "09:00")], sitting)).toMatchObject({
      status: "left_early",
      minutes: 120,
    });
  });

  it("gives way to the scans where a mark is taken back, and keeps minutes that were given", () => {
    const scans = [seen("in", "07:30")];
    expect(markOverScans({ mark: "not_recorded", minutes: null }, scans, sitting)).toEqual({
      mark: "late",
      minutes: 150,
    });
    expect(markOverScans({ mark: "late", minutes: 100 }, scans, sitting)).toEqual({ mark: "late", minutes: 100 });
    expect(markOverScans({ mark: "absent", minutes: null }, scans, sitting)).toEqual({ mark: "absent", minutes: null });
  });

  const scan = fc.record({
    kind: fc.constantFrom("in" as const, "out" as const),
    mark: fc.constant("present" as const),
    minutes: fc.constant(null),
    observedAt: fc.integer({ min: -60, max: 240 }).map((minute) => new Date(at("07:00").getTime() + minute * 60_000)),
  });
  const mark = fc.constantFrom(...presenceMarks).map((value) => said(value));
  const scans = fc.array(scan, { maxLength: 8 });

  property(
    "does not depend on the order in which scans arrive, nor on what is sent twice",
    [scans, fc.nat()],
    (list, turn) => {
      const place = list.length > 0 ? turn % list.length : 0;
      const turned = [...list.slice(place), ...list.slice(0, place)].reverse();
      expect(scansSay([...turned, ...list], sitting)).toEqual(scansSay(list, sitting));
    },
  );

  property(
    "never counts more minutes than the sitting has",
    [fc.array(fc.oneof(scan, mark), { maxLength: 8 })],
    (list) => {
      const { status, minutes } = seenFrom(list, sitting);
      expect(minutes ?? 0).toBeGreaterThanOrEqual(0);
      expect(attendedMinutes(status, 180, 15, minutes)).toBeLessThanOrEqual(180);
    },
  );

  property("keeps the last decision whatever is scanned later", [scans, mark, scans], (before, decision, after) => {
    const asWritten = { ...decision, ...markOverScans(decision, before, sitting) };
    const known = seenFrom([...before, asWritten, ...after], sitting);
    const scanned = scansSay(before, sitting);
    const agreed = scanned
      ? asWritten.mark === scanned.status && asWritten.minutes === scanned.minutes
      : asWritten.mark === "not_recorded";
    if (!agreed) expect(known.status).toBe(asWritten.mark);
    else
      expect(known).toEqual(
        scansSay([...before, ...after], sitting) ?? { status: "not_recorded", minutes: null, flag: null },
      );
  });
});

describe("a day", () => {
  it.each([
    [["present", "present"], "present"],
    [["late", "present"], "late"],
    [["absent", "present"], "late"],
    [["present", "absent"], "left_early"],
    [["present", "left_early"], "left_early"],
    [["absent", "absent"], "absent"],
    [["excused", "absent"], "excused"],
    [["not_recorded", "not_recorded"], "not_recorded"],
    [["not_recorded", "present"], "present"],
    [[], "not_recorded"],
  ] as const)("of %j is %s", (statuses, status) => {
    expect(statusOver(statuses)).toBe(status);
  });

  it("counts the minutes that are known, and the rule's where none are", () => {
    const two = [sitting, sitting];
    const over = presenceOver(two, ["late", "late"], { lateMinutes: 15 }, [40, null]);
    expect(over).toMatchObject({ attendedMinutes: 205, plannedMinutes: 360, percent: 56 });
    expect(presenceOver(two, ["absent", "excused"], { lateMinutes: 15 }, [40, 90]).attendedMinutes).toBe(0);
  });
});
