import { expect, it } from "vitest";
import { eventFilter, feedPath } from "#app/training/calendar/filter";
import { linkShown, opensTheDay, reminderDue } from "#app/training/calendar/rules";

const at = (day: string, from: string, to: string) => ({
  startsAt: new Date(`${day}T${from}:00Z`),
  endsAt: new Date(`${day}T${to}:00Z`),
});
const rule = [10_080, 1440, 120];
const sitting = at("2026-12-09", "08:00", "11:00");
const before = (minutes: number) => new Date(sitting.startsAt.getTime() - minutes * 60_000);

it.each([
  [10_081, null],
  [10_080, 10_080],
  [7561, 10_080],
  [7560, null],
  [1441, null],
  [1440, 1440],
  [1080, null],
  [120, 120],
  [91, 120],
  [90, null],
  [0, null],
  [-10, null],
])("%d minutes before, the reminder of %s minutes is due", (minutes, due) => {
  expect(reminderDue(sitting, null, rule, before(minutes))).toBe(due);
});

it("leaves out what follows soon: the next day needs two hours only, the afternoon nothing", () => {
  const dayBefore = new Date("2026-12-08T15:00:00Z");
  expect(reminderDue(sitting, dayBefore, rule, before(1440))).toBeNull();
  expect(reminderDue(sitting, dayBefore, rule, before(120))).toBe(120);
  expect(reminderDue(sitting, new Date("2026-12-09T07:00:00Z"), rule, before(120))).toBeNull();
  const weekBefore = new Date("2026-12-01T15:00:00Z");
  expect(reminderDue(sitting, weekBefore, rule, before(10_080))).toBe(10_080);
});

it("shows the link from 30 minutes before until the end", () => {
  expect(linkShown(sitting, before(31))).toBe(false);
  expect(linkShown(sitting, before(30))).toBe(true);
  expect(linkShown(sitting, new Date("2026-12-09T10:59:59Z"))).toBe(true);
  expect(linkShown(sitting, sitting.endsAt)).toBe(false);
});

it("mails the link once a day: before the first sitting that has not ended", () => {
  const afternoon = at("2026-12-09", "12:00", "15:00");
  expect(opensTheDay(sitting, [sitting, afternoon], before(20))).toBe(true);
  expect(opensTheDay(afternoon, [sitting, afternoon], before(20))).toBe(false);
  expect(opensTheDay(afternoon, [sitting, afternoon], new Date("2026-12-09T11:30:00Z"))).toBe(true);
});

it("reads the filter of page and feed alike, and nothing else", () => {
  const nothing = { regionIso: null, kind: null, topic: null };
  const filter = eventFilter(new URLSearchParams("region=AL-07&kind=workshop&topic=children"));
  expect(filter).toEqual({ regionIso: "AL-07", kind: "workshop", topic: "children" });
  expect(feedPath(filter)).toBe("/trainings.ics?region=AL-07&kind=workshop&topic=children");
  expect(eventFilter(new URLSearchParams("region=' or 1=1&kind=x&topic=y"))).toEqual(nothing);
  expect(feedPath(nothing)).toBe("/trainings.ics");
});
