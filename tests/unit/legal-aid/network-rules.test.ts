import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { classesOf, openParts, urgencyAfterReturn } from "#app/legal-aid/cases/rules";
import { hoursRefusal, parseDuration, perMonth } from "#app/legal-aid/hours/rules";
import { approvalRefusal, mayMoveLawyer, permitHolds, reinstatementRefusal } from "#app/legal-aid/lawyers/rules";

describe("the file opens", () => {
  test("not at all without the consent to share", () => {
    expect(classesOf(openParts(["protection_order"], ["process", "conflict_check"]))).toEqual([]);
  });
  test("as far as the steps need", () => {
    const advice = openParts(["advice"], ["share_with_lawyer"]);
    expect(advice).toEqual({ identity: true, contact: true, story: true, party: false, whereabouts: false });
    expect(classesOf(advice)).toEqual(["identity", "story", "safety", "phrases"]);
    const order = openParts(["protection_order"], ["share_with_lawyer"]);
    expect(order.whereabouts && order.party).toBe(true);
    expect(openParts(["civil_claim"], ["share_with_lawyer"]).whereabouts).toBe(false);
  });
  test("what comes back is urgent", () => {
    expect(urgencyAfterReturn("advice")).toBe("urgent");
    expect(urgencyAfterReturn("emergency")).toBe("emergency");
  });
});

describe("approval", () => {
  const lawyer = { state: "applied", accountId: "l", kind: "advocate", permitValidTo: "2026-12-31" } as const;
  const approval = { by: "c", checkedOn: "2026-11-20", today: "2026-11-23" };
  test("needs an application of somebody else, a check that has been, a card that holds", () => {
    expect(approvalRefusal(lawyer, approval)).toBeNull();
    expect(approvalRefusal({ ...lawyer, state: "verified" }, approval)).toBe("not_applied");
    expect(approvalRefusal(lawyer, { ...approval, by: "l" })).toBe("own_application");
    expect(approvalRefusal(lawyer, { ...approval, checkedOn: "2026-11-24" })).toBe("checked_in_future");
    expect(approvalRefusal({ ...lawyer, permitValidTo: "2026-11-22" }, approval)).toBe("permit_expired");
    expect(approvalRefusal({ ...lawyer, permitValidTo: null }, approval)).toBe("permit_expired");
    expect(approvalRefusal({ ...lawyer, kind: "jurist", permitValidTo: null }, approval)).toBeNull();
  });
  test("nobody comes back from a suspension by themselves or with an expired card", () => {
    const lawyer = { state: "suspended", accountId: "l", kind: "advocate", permitValidTo: "2026-11-23" } as const;
    const by = { by: "a", today: "2026-11-23" };
    expect(reinstatementRefusal(lawyer, by)).toBeNull();
    expect(reinstatementRefusal({ ...lawyer, state: "verified" }, by)).toBe("not_suspended");
    expect(reinstatementRefusal(lawyer, { ...by, by: "l" })).toBe("own_suspension");
    expect(reinstatementRefusal(lawyer, { ...by, today: "2026-11-24" })).toBe("permit_expired");
    expect(reinstatementRefusal({ ...lawyer, kind: "jurist", permitValidTo: null }, by)).toBeNull();
  });
  test("the card holds through its last day", () => {
    expect(permitHolds("advocate", "2026-12-31", "2026-12-31")).toBe(true);
    expect(permitHolds("candidate_advocate", "2026-12-31", "2027-01-01")).toBe(false);
  });
  test("nobody becomes verified but out of an application or a suspension", () => {
    expect(mayMoveLawyer("applied", "verified")).toBe(true);
    expect(mayMoveLawyer("suspended", "verified")).toBe(true);
    expect(mayMoveLawyer("rejected", "verified")).toBe(false);
  });
});

describe("hours", () => {
  test.each([
    ["1:30", 90],
    ["1,5", 90],
    ["2", 120],
    ["0.25", 15],
    ["45 min", 45],
    ["3 orë", 180],
    ["0", null],
    ["25", null],
    ["1:75", null],
    ["shumë", null],
    ["-1", null],
  ])("%s → %s minutes", (typed, minutes) => {
    expect(parseDuration(typed)).toBe(minutes);
  });
  test("any text gives minutes of a day or nothing", () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const minutes = parseDuration(typed);
        expect(minutes === null || (Number.isInteger(minutes) && minutes >= 1 && minutes <= 1440)).toBe(true);
      }),
    );
  });
  test("are refused in the future, before the case, after more than a year", () => {
    expect(hoursRefusal("2026-11-23", "2026-11-01", "2026-11-23")).toBeNull();
    expect(hoursRefusal("2026-11-24", "2026-11-01", "2026-11-23")).toBe("in_future");
    expect(hoursRefusal("2026-10-31", "2026-11-01", "2026-11-23")).toBe("before_case");
    expect(hoursRefusal("2025-11-01", "2025-01-01", "2026-11-23")).toBe("too_long_ago");
  });
  test("are summed per month over the turn of the year", () => {
    const rows = [
      { workedOn: "2026-12-30", minutes: 60 },
      { workedOn: "2027-01-02", minutes: 30 },
      { workedOn: "2026-12-01", minutes: 15 },
    ];
    expect(perMonth(rows, "2027-01-15", 3)).toEqual([
      { month: "2026-11", minutes: 0 },
      { month: "2026-12", minutes: 75 },
      { month: "2027-01", minutes: 30 },
    ]);
  });
});
