import { describe, expect, test } from "vitest";
import { askForm, lookForm } from "#app/legal-aid/break-glass/forms";
import { decidableHours, decisionRefusal, openMinutes, stageOf } from "#app/legal-aid/break-glass/rules";
import { breakGlassReasons, openingReasons } from "#db/vocabulary";

const asked = new Date("2026-11-24T09:00:00Z");
const minutesLater = (minutes: number) => new Date(asked.getTime() + minutes * 60_000);
const waiting = { state: "asked" as const, askedAt: asked, endsAt: null };
const approved = { state: "open" as const, askedAt: asked, endsAt: minutesLater(openMinutes) };
const facts = { ...waiting, askedBy: "a1", askedByPerson: "p1" };
const other = { accountId: "a2", personId: "p2" };

describe("an asking", () => {
  test("is open for sixty minutes, to the millisecond", () => {
    expect(openMinutes).toBe(60);
    expect(stageOf(approved, minutesLater(60 - 1 / 60_000))).toBe("open");
    expect(stageOf(approved, minutesLater(60))).toBe("ended");
    expect(stageOf({ ...approved, endsAt: null }, asked)).toBe("ended");
  });

  test("lapses after a day without decision", () => {
    expect(stageOf(waiting, minutesLater(decidableHours * 60 - 1))).toBe("asked");
    expect(stageOf(waiting, minutesLater(decidableHours * 60))).toBe("ended");
  });

  test("stays what it became", () => {
    expect(stageOf({ ...waiting, state: "refused" }, minutesLater(99_999))).toBe("refused");
    expect(stageOf({ ...approved, state: "ended" }, asked)).toBe("ended");
  });
});

describe("deciding", () => {
  test("is for somebody else, not for the same person under another account", () => {
    expect(decisionRefusal(facts, other, minutesLater(1))).toBeNull();
    expect(decisionRefusal(facts, { accountId: "a1", personId: "p9" }, minutesLater(1))).toBe("own_asking");
    expect(decisionRefusal(facts, { accountId: "a9", personId: "p1" }, minutesLater(1))).toBe("own_asking");
  });

  test("happens once, and in time", () => {
    for (const state of ["open", "refused", "ended"] as const)
      expect(decisionRefusal({ ...facts, state, endsAt: minutesLater(60) }, other, minutesLater(1))).toBe(
        "decided_already",
      );
    expect(decisionRefusal(facts, other, minutesLater(decidableHours * 60))).toBe("decided_already");
  });
});

test("the forms take codes only, and at least one class", () => {
  expect(askForm.safeParse({ reason: "curiosity" }).success).toBe(false);
  for (const reason of breakGlassReasons) {
    expect(askForm.safeParse({ reason }).success).toBe(true);
    expect(openingReasons).toContain(reason);
  }
  expect(lookForm.safeParse({}).success).toBe(false);
  expect(lookForm.safeParse({ classes: ["identity", "secrets"] }).success).toBe(false);
  expect(lookForm.safeParse({ classes: "story" }).data).toEqual({ classes: ["story"] });
});
