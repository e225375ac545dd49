import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeScans, observedTime, sameSince, scanRefusal, type TimedScan } from "#app/training/presence/scans";
import { property } from "#tests/support/property";

const sitting = { startsAt: new Date("2026-10-12T07:00:00Z"), endsAt: new Date("2026-10-12T10:00:00Z") };
const at = (time: string) => new Date(`2026-10-12T${time}:00Z`);
const event = { id: "event", state: "confirmed" as const, sittings: new Map([["sitting", sitting]]) };
const seat = { enrolmentId: "seat", eventId: "event", state: "admitted", badge: "present" } as const;
const scan = (id: string, kind: "in" | "out", time: string, more: Partial<TimedScan> = {}): TimedScan => ({
  id,
  kind,
  sittingId: "sitting",
  observedAt: at(time),
  clockOff: false,
  seat,
  refusal: null,
  ...more,
});
const judge = (scans: TimedScan[], merged: string[] = []) =>
  judgeScans(scans, { event, known: () => [], merged: new Set(merged) });

describe("the time of a scan", () => {
  const received = at("12:00");
  const hour = 3_600_000;

  it("is the device's own where its clock is right", () => {
    const told = { at: at("07:05").getTime(), offset: 0 };
    expect(observedTime(told, 0, received)).toEqual({ observedAt: at("07:05"), clockOff: false });
    expect(observedTime(told, 119_000, received).clockOff).toBe(false);
  });

  it("is set right and flagged where the clock was wrong all day", () => {
    const told = { at: at("07:05").getTime() - 5 * hour, offset: 5 * hour };
    expect(observedTime(told, 5 * hour, received)).toEqual({ observedAt: at("07:05"), clockOff: true });
    expect(observedTime({ ...told, offset: null }, 5 * hour, received)).toEqual({
      observedAt: at("07:05"),
      clockOff: true,
    });
  });

  it("is told by the offset before the scan where the network has set the clock right since", () => {
    const told = { at: at("07:05").getTime() + 2 * hour, offset: -2 * hour };
    expect(observedTime(told, 0, received)).toEqual({ observedAt: at("07:05"), clockOff: true });
  });

  it("never lies in the future", () => {
    const told = { at: at("14:00").getTime(), offset: 0 };
    expect(observedTime(told, 0, received)).toEqual({ observedAt: received, clockOff: true });
  });
});

describe("a scan is refused", () => {
  const place = { eventId: "event", sitting, observedAt: at("07:05") };
  it.each([
    ["where the badge names nobody", null, {}, "unknown_badge"],
    ["where we never made the badge", { ...seat, badge: "forged" }, {}, "unknown_badge"],
    ["for another event's badge", { ...seat, eventId: "other" }, {}, "other_event"],
    [
      "for another event's badge that was replaced, too",
      { ...seat, eventId: "other", badge: "replaced" },
      {},
      "other_event",
    ],
    ["for a badge that was replaced", { ...seat, badge: "replaced" }, {}, "replaced_badge"],
    ["for a place that was cancelled", { ...seat, state: "cancelled" }, {}, "cancelled"],
    ["for the waiting list", { ...seat, state: "waiting" }, {}, "waiting"],
    ["for somebody who has applied only", { ...seat, state: "applied" }, {}, "not_admitted"],
    ["where the session was taken out", seat, { sitting: undefined }, "session_gone"],
    ["the day before", seat, { observedAt: new Date(at("07:05").getTime() - 86_400_000) }, "wrong_day"],
    ["three hours before and no earlier", seat, { observedAt: at("04:00") }, null],
    ["three hours after and no later", seat, { observedAt: at("13:01") }, "wrong_day"],
    ["never otherwise", seat, {}, null],
  ] as const)("%s", (_, who, other, reason) => {
    expect(scanRefusal(who, { ...place, ...other })).toBe(reason);
  });
});

describe("scans of a door", () => {
  it("say since when somebody has been in, and keep the scan", () => {
    const { answers, added } = judge([scan("b", "in", "07:20"), scan("a", "in", "07:00")]);
    expect(answers).toEqual([
      { id: "a", outcome: "recorded", flag: null, since: null },
      { id: "b", outcome: "already_in", flag: null, since: at("07:00") },
    ]);
    expect(added.map(({ status, minutes }) => [status, minutes])).toEqual([
      ["present", 180],
      ["present", 180],
    ]);
  });

  it("know what has come in before, and refuse all where the event was called off", () => {
    expect(judge([scan("a", "in", "07:00")], ["a"])).toEqual({
      answers: [{ id: "a", outcome: "recorded", flag: null, since: null }],
      added: [],
    });
    const called = { event: { ...event, state: "cancelled" as const }, known: () => [], merged: new Set<string>() };
    expect(judgeScans([scan("a", "in", "07:00")], called).answers[0]?.outcome).toBe("event_cancelled");
  });

  it("are flagged where the clock was wrong, before anything else", () => {
    const { added } = judge([scan("a", "out", "09:00", { clockOff: true }), scan("b", "out", "09:30")]);
    expect(added.map(({ flag }) => flag)).toEqual(["clock_off", "out_without_in"]);
  });

  it("go out after coming in, and come back", () => {
    const seen = [scan("a", "in", "07:00"), scan("b", "out", "08:00"), scan("c", "in", "08:30")];
    expect(judge(seen).answers.map(({ outcome }) => outcome)).toEqual(["recorded", "recorded", "recorded"]);
    expect(judge(seen).added.at(-1)).toMatchObject({ status: "present", minutes: 150 });
    expect(sameSince([], { kind: "in", observedAt: at("07:00") })).toBeNull();
  });

  const anyScan = fc.record({
    id: fc.constantFrom(..."abcdefgh"),
    kind: fc.constantFrom("in" as const, "out" as const),
    minute: fc.integer({ min: 0, max: 59 }),
  });
  property(
    "keep each scan once however they are cut, sent again and mixed",
    [fc.array(anyScan, { maxLength: 20 }), fc.nat()],
    (sent, cut) => {
      const known = new Map(
        sent.map(({ id, kind, minute }) => [id, scan(id, kind, `08:${String(minute).padStart(2, "0")}`)]),
      );
      const list = sent.flatMap(({ id }) => known.get(id) ?? []);
      const whole = judge(list);
      expect(whole.answers).toHaveLength(list.length);
      expect(new Set(whole.added.map(({ scanId }) => scanId)).size).toBe(whole.added.length);
      expect(whole.added).toHaveLength(known.size);
      const place = list.length > 0 ? cut % list.length : 0;
      const first = judge(list.slice(place));
      const before = first.added.map((row) => ({ ...row, mark: row.status }));
      const second = judgeScans(list.slice(0, place), {
        event,
        known: () => before,
        merged: new Set(first.added.map(({ scanId }) => scanId)),
      });
      const last = (rows: typeof whole.added) => rows.at(-1) && [rows.at(-1)?.status, rows.at(-1)?.minutes];
      const all = [...first.added, ...second.added];
      expect(all).toHaveLength(known.size);
      expect(last(all)).toEqual(last(whole.added));
    },
  );
});
