import fc from "fast-check";
import { expect, it } from "vitest";
import { type CalendarEntry, calendarFeed } from "#app/training/events/calendar";

const entry: CalendarEntry = {
  uid: "1@example.al",
  startsAt: new Date("2026-11-27T08:00:00Z"),
  endsAt: new Date("2026-11-27T11:00:00Z"),
  title: "Identifikimi; referimi, dhe\nmbrojtja",
  place: "Salla e Bashkisë, Kukës",
  description: "",
  url: "https://example.al/trainings/x",
  tentative: false,
  stampedAt: new Date("2026-11-01T00:00:00Z"),
};

/** Lines as a reader sees them, after unfolding. */
const unfolded = (feed: string) => feed.replaceAll("\r\n ", "").split("\r\n");

it("writes times of Tirana, escapes text and knows both halves of the year", () => {
  const lines = unfolded(calendarFeed("Trajnimet", [entry, { ...entry, startsAt: new Date("2026-07-01T08:00:00Z") }]));
  expect(lines[0]).toBe("BEGIN:VCALENDAR");
  expect(lines).toContain("DTSTART;TZID=Europe/Tirane:20261127T090000");
  expect(lines).toContain("DTSTART;TZID=Europe/Tirane:20260701T100000");
  expect(lines).toContain("SUMMARY:Identifikimi\\; referimi\\, dhe\\nmbrojtja");
  expect(lines).toContain("DTSTAMP:20261101T000000Z");
  expect(lines.filter((line) => line === "BEGIN:VTIMEZONE")).toHaveLength(1);
  expect(lines.some((line) => line.startsWith("DESCRIPTION"))).toBe(false);
});

it("keeps every line within 75 octets, ends it with CRLF, cuts no letter, loses nothing", () => {
  const encoder = new TextEncoder();
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (noise) => {
      const title = `ë${noise}ç`.repeat(3);
      const feed = calendarFeed("x", [{ ...entry, title }]);
      expect(feed.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
      for (const line of feed.split("\r\n")) expect(encoder.encode(line).length).toBeLessThanOrEqual(75);
      expect(feed.endsWith("END:VCALENDAR\r\n")).toBe(true);
      const summary = unfolded(feed).find((line) => line.startsWith("SUMMARY:")) ?? "";
      const read = summary.slice(8).replace(/\\([\\;,n])/g, (_all, sign: string) => (sign === "n" ? "\n" : sign));
      const expected = title.replace(/\r\n|\r/g, "\n").replace(/[^\P{Cc}\n]/gu, " ");
      expect(read).toBe(expected);
    }),
    { numRuns: 200 },
  );
});
