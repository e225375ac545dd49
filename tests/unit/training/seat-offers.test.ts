import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { offerEndsAt } from "#app/training/enrolments/offer-rules";
import { ownChangeRefusal, stateAfterReturn } from "#app/training/enrolments/rules";
import { clockInTirana } from "#app/training/sittings/rules";
import { anyInstant, property } from "#tests/support/property";

const at = (text: string) => new Date(text);

describe("until when a seat is kept", () => {
  test.each([
    ["a week ahead: two days", "2027-01-05T10:00:00Z", "2027-01-12T10:00:00Z", "2027-01-07T10:00:00Z"],
    ["two days ahead: one", "2027-01-05T10:00:00Z", "2027-01-08T08:00:00Z", "2027-01-06T10:00:00Z"],
    ["a day ahead: four hours", "2027-01-05T10:00:00Z", "2027-01-06T10:00:00Z", "2027-01-05T14:00:00Z"],
    ["the same day: one hour", "2027-01-05T07:30:00Z", "2027-01-05T14:00:00Z", "2027-01-05T08:30:00Z"],
    ["never past the beginning", "2027-01-05T10:30:00Z", "2027-01-05T11:00:00Z", "2027-01-05T11:00:00Z"],
    ["not in the evening", "2027-01-05T19:30:00Z", "2027-01-06T19:00:00Z", "2027-01-06T08:00:00Z"],
    ["not at night", "2027-01-05T22:00:00Z", "2027-01-06T21:00:00Z", "2027-01-06T08:00:00Z"],
    ["not at night, in summer", "2027-07-04T22:00:00Z", "2027-07-05T21:00:00Z", "2027-07-05T07:00:00Z"],
  ])("%s", (_, now, begins, until) => {
    expect(offerEndsAt(at(now), at(begins)).toISOString()).toBe(at(until).toISOString());
  });

  it("is two days where no day is known", () => {
    expect(offerEndsAt(at("2027-01-05T10:00:00Z"), null)).toEqual(at("2027-01-07T10:00:00Z"));
  });

  property(
    "is after now, by day, and not past the beginning",
    [anyInstant, fc.integer({ min: 1, max: 60 * 24 * 60 })],
    (now: Date, minutes: number) => {
      const begins = new Date(now.getTime() + minutes * 60_000);
      const until = offerEndsAt(now, begins);
      expect(until > now && until <= begins).toBe(true);
      const { time } = clockInTirana(until);
      expect(until.getTime() === begins.getTime() || (time >= "09:00" && time < "21:00")).toBe(true);
    },
  );
});

it("lets nobody move once the event has begun or been called off", () => {
  const beginsAt = at("2027-01-12T08:00:00Z");
  expect(ownChangeRefusal({ state: "confirmed", beginsAt }, at("2027-01-12T07:59:59Z"))).toBeNull();
  expect(ownChangeRefusal({ state: "confirmed", beginsAt }, beginsAt)).toBe("event_past");
  expect(ownChangeRefusal({ state: "held", beginsAt: null }, beginsAt)).toBe("event_past");
  expect(ownChangeRefusal({ state: "cancelled", beginsAt }, at("2027-01-01T00:00:00Z"))).toBe("event_is_cancelled");
});

it("gives back what was given up: the seat while there is one", () => {
  expect(stateAfterReturn("admitted", true)).toBe("admitted");
  expect(stateAfterReturn("admitted", false)).toBe("waiting");
  expect(stateAfterReturn("waiting", true)).toBe("waiting");
  expect(stateAfterReturn("applied", true)).toBe("applied");
  expect(stateAfterReturn(null, true)).toBeNull();
});
