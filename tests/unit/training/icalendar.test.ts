import fc from "fast-check";
import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import { type CalendarEntry, type CalendarMethod, icalendar } from "#app/training/calendar/icalendar";

const entry: CalendarEntry = {
  uid: "1@example.al",
  sequence: 3,
  startsAt: new Date("2026-11-27T08:00:00Z"),
  endsAt: new Date("2026-11-27T11:00:00Z"),
  title: "Identifikimi; referimi, dhe\nmbrojtja",
  place: "Salla e Bashkisë, Kukës",
  description: "",
  url: "https://example.al/trainings/x",
  status: "CONFIRMED",
  stampedAt: new Date("2026-11-01T00:00:00Z"),
  organizer: { name: "Përkrah", email: "trajnime@example.al" },
};
const encoder = new TextEncoder();
const whole = new TextDecoder("utf-8", { fatal: true });

/** Lines as a reader sees them, after unfolding. */
const unfolded = (calendar: string) => calendar.replaceAll("\r\n ", "").split("\r\n");

/** What a reader that is not ours makes of it. */
function read(calendar: string) {
  const root = new ICAL.Component(ICAL.parse(calendar));
  for (const zone of root.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const events = root.getAllSubcomponents("vevent").map((part) => new ICAL.Event(part));
  return { method: root.getFirstPropertyValue("method"), events };
}

it("writes times of Tirana, escapes text and knows both halves of the year", () => {
  const entries = [entry, { ...entry, startsAt: new Date("2026-07-01T08:00:00Z") }];
  const lines = unfolded(icalendar({ method: "PUBLISH", name: "Trajnimet", entries }));
  expect(lines[0]).toBe("BEGIN:VCALENDAR");
  expect(lines).toContain("DTSTART;TZID=Europe/Tirane:20261127T090000");
  expect(lines).toContain("DTSTART;TZID=Europe/Tirane:20260701T100000");
  expect(lines).toContain("SUMMARY:Identifikimi\\; referimi\\, dhe\\nmbrojtja");
  expect(lines).toContain("DTSTAMP:20261101T000000Z");
  expect(lines).toContain("X-WR-CALNAME:Trajnimet");
  expect(lines.filter((line) => line === "BEGIN:VTIMEZONE")).toHaveLength(1);
  expect(lines.some((line) => line.startsWith("DESCRIPTION"))).toBe(false);
});

it.each(["REQUEST", "CANCEL", "PUBLISH"] as const)("is read by another program as what it says: %s", (method) => {
  const attendee = { name: 'Arta "Ara" Çela', email: "arta.cela@example.al" };
  const status = method === "CANCEL" ? "CANCELLED" : "CONFIRMED";
  const { method: said, events } = read(icalendar({ method, entries: [{ ...entry, attendee, status }] }));
  expect(said).toBe(method);
  expect(events).toHaveLength(1);
  const [event] = events;
  expect(event).toMatchObject({
    uid: "1@example.al",
    sequence: 3,
    location: entry.place,
    organizer: "mailto:trajnime@example.al",
  });
  expect(event?.startDate.toJSDate()).toEqual(entry.startsAt);
  expect(event?.endDate.toJSDate()).toEqual(entry.endsAt);
  expect(event?.component.getFirstPropertyValue("status")).toBe(status);
  expect(event?.component.getFirstPropertyValue("url")).toBe(entry.url);
  const [seat] = event?.attendees ?? [];
  expect(seat?.getFirstValue()).toBe("mailto:arta.cela@example.al");
  expect(seat?.getParameter("cn")).toBe("Arta 'Ara' Çela");
  expect(event?.component.getFirstProperty("organizer")?.getParameter("cn")).toBe("Përkrah");
});

it("means the same instant on both sides of each change of the clock, for years", () => {
  const hour = 3_600_000;
  for (const change of ["2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z", "2031-03-30T01:00:00Z", "2031-10-26T01:00:00Z"])
    for (const away of [-26, -2, 2, 26]) {
      const startsAt = new Date(Date.parse(change) + away * hour);
      const endsAt = new Date(startsAt.getTime() + hour / 2);
      const { events } = read(icalendar({ method: "PUBLISH", entries: [{ ...entry, startsAt, endsAt }] }));
      expect(events[0]?.startDate.toJSDate(), `${change} ${away}`).toEqual(startsAt);
    }
});

describe("whatever names hold", () => {
  const letters = fc.constantFrom(
    "ë",
    "ç",
    "Ë",
    "Ç",
    "a",
    " ",
    ",",
    ";",
    "\\",
    ":",
    '"',
    "\n",
    "👩‍👩‍👧‍👦",
    "🇦🇱",
    "é",
    "𝕏",
    "n",
    "N",
  );
  const name = fc.array(fc.oneof(letters, fc.string({ unit: "grapheme", maxLength: 3 })), { maxLength: 40 });
  const text = name.map((parts) => `x${parts.join("")}x`.toWellFormed());
  const method = fc.constantFrom<CalendarMethod>("PUBLISH", "REQUEST", "CANCEL");

  it("keeps every line within 75 octets, ends each with CRLF and cuts no letter", () => {
    fc.assert(
      fc.property(method, text, text, (asked, title, place) => {
        const bytes = encoder.encode(icalendar({ method: asked, entries: [{ ...entry, title, place }] }));
        const lines = Buffer.from(bytes).toString("latin1").split("\r\n");
        expect(lines.pop()).toBe("");
        expect(lines.at(-1)).toBe("END:VCALENDAR");
        expect(lines.filter((line) => line.length > 75 || /[\r\n]/.test(line))).toEqual([]);
        // A line is text by itself: no octet of a letter stands on the next one.
        for (const line of lines) whole.decode(Buffer.from(line, "latin1"));
      }),
      { numRuns: 1000 },
    );
  });

  it("arrives whole at a reader that is not ours", () => {
    fc.assert(
      fc.property(text, text, text, (title, place, person) => {
        const attendee = { name: person, email: "a@example.al" };
        const { events } = read(icalendar({ method: "REQUEST", entries: [{ ...entry, title, place, attendee }] }));
        expect(events).toHaveLength(1);
        expect(events[0]?.summary).toBe(shown(title));
        expect(events[0]?.location).toBe(shown(place));
        const cn = String(events[0]?.attendees[0]?.getParameter("cn"));
        expect(cn.trim()).toBe(
          shown(person)
            // A parameter is one line; U+2028 and U+2029 end one for some readers.
            .replace(/[\n\\^\u2028\u2029]/g, " ")
            .replaceAll('"', "'")
            .trim(),
        );
      }),
      { numRuns: 1000 },
    );
  });
});

/** What can be said in a calendar: line ends as one, other control characters as a space. */
function shown(text: string): string {
  return text.replace(/\r\n|\r/g, "\n").replace(/[^\P{Cc}\n]/gu, " ");
}
