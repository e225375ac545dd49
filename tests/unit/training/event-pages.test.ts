import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noticeForm } from "#app/training/event-notices/forms";
import { paragraphsOf } from "#app/training/event-notices/rules";
import { timelineOf } from "#app/training/events/timeline";
import { badgePlace, badgeSize, badgesPerPage, nameSize } from "#app/training/presence/badge-sheet";
import { anyText, property } from "#tests/support/property";

describe("what is written to a roster", () => {
  it("falls into paragraphs at empty lines, however the machine ends its lines", () => {
    expect(paragraphsOf("Salla\r\nndryshon.\r\n\r\n \r\nEjani  në kohë.\n")).toEqual([
      "Salla\nndryshon.",
      "Ejani  në kohë.",
    ]);
    expect(paragraphsOf(" \n\n ")).toEqual([]);
  });

  property("loses no word of it", [anyText(400)], (text) => {
    const words = (value: string) => value.split(/\s+/).filter(Boolean);
    expect(paragraphsOf(text).flatMap(words)).toEqual(words(text));
  });

  it("is both languages, an id and at least one part of the roster", () => {
    const form = {
      noticeId: "019aaaaa-0000-7000-8000-000000000000",
      subjectSq: "a",
      bodySq: "b",
      subjectEn: "c",
      bodyEn: "d",
    };
    expect(noticeForm.safeParse({ ...form, states: "admitted" }).data).toMatchObject({
      states: ["admitted"],
      trainers: false,
    });
    const wrong = noticeForm.safeParse({ ...form, bodyEn: "", states: [] });
    expect([...new Set(wrong.error?.issues.map(({ path }) => path[0]))]).toEqual(["bodyEn", "states"]);
    expect(noticeForm.safeParse({ ...form, states: "cancelled" }).success).toBe(false);
  });
});

it("a timeline is in the order of time, and of what was said first where the moment is the same", () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 10, 20, hour));
  const deed = (id: string, hour: number) =>
    ({ kind: "deed", at: at(hour), id, action: "update-event", count: null, name: null }) as const;
  const day = { kind: "arrivals", at: at(9), day: "2026-11-20", people: 3 } as const;
  expect(timelineOf([deed("b", 12), deed("a", 9)], [day])).toEqual([deed("a", 9), day, deed("b", 12)]);
});

describe("name badges", () => {
  it("lie ten on a page, beside and below each other, inside the paper", () => {
    const places = Array.from({ length: badgesPerPage }, (_, place) => badgePlace(place));
    expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(badgesPerPage);
    for (const { x, y } of places) {
      expect(x + badgeSize.width).toBeLessThanOrEqual(210);
      expect(y + badgeSize.height).toBeLessThanOrEqual(297);
    }
    expect(badgePlace(badgesPerPage)).toEqual(badgePlace(0));
  });

  property("carry every name in letters that can be read", [fc.string({ maxLength: 90 })], (name) => {
    const size = nameSize(name, 140);
    expect(size).toBeGreaterThanOrEqual(8);
    expect(size).toBeLessThanOrEqual(19);
  });
});
