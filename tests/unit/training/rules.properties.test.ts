import { parse } from "csv-parse/sync";
import fc from "fast-check";
import iconv from "iconv-lite";
import { expect } from "vitest";
import { foldedName, phoneKey, samePersonReason, tidyPhone } from "#app/accounts/people";
import { canonicalCode } from "#app/accounts/rules";
import { downloadName, endingFits, nameRefusal } from "#app/files/file-types";
import { compareAlbanian, fold, foldedIncludes } from "#app/i18n/fold";
import { calendarDate, formatter } from "#app/i18n/format";
import { csvFile } from "#app/reporting/rules";
import { icalendar } from "#app/training/calendar/icalendar";
import { certificateFileName, normalisedCode, readableCode } from "#app/training/certificates/rules";
import { freeSeats, slugOf } from "#app/training/events/rules";
import { legendOf, markOf } from "#app/training/imports/marks";
import { givenNameTest, isTitle, splitName } from "#app/training/imports/names";
import { readList } from "#app/training/imports/read-list.server";
import { hasEarned, presenceOver, whyNotEarned } from "#app/training/presence/rules";
import { clockInTirana, instantInTirana } from "#app/training/sittings/rules";
import { presenceMarks } from "#db/vocabulary";
import { anyDay, anyInstant, anyText, namePart, property } from "#tests/support/property";

property("folding twice is folding once, and leaves no mark and no capital", [anyText(80)], (text) => {
  const folded = fold(text);
  expect(fold(folded)).toBe(folded);
  expect(folded).not.toMatch(/\p{Mn}/u);
  expect(foldedIncludes(text, text)).toBe(true);
});

property(
  "the Albanian order is one: nothing stands before and behind the same",
  [anyText(20), anyText(20), anyText(20)],
  (a, b, c) => {
    expect(Math.sign(compareAlbanian(a, b))).toBe(-Math.sign(compareAlbanian(b, a)) + 0);
    if (compareAlbanian(a, b) <= 0 && compareAlbanian(b, c) <= 0) expect(compareAlbanian(a, c)).toBeLessThanOrEqual(0);
  },
);

property("a date is written the same in both languages, and read back the same day", [anyInstant], (instant) => {
  const day = calendarDate(instant);
  for (const locale of ["sq", "en"] as const) {
    const [d, m, y] = formatter(locale).date(day).split(".");
    expect(`${y}-${m}-${d}`).toBe(day);
  }
});

property(
  "an hour in Tirana is the same hour when it is read back",
  [anyDay, fc.integer({ min: 4, max: 23 }), fc.nat(59)],
  (day, hour, minute) => {
    const time = `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
    expect(clockInTirana(instantInTirana(day, time))).toEqual({ day, time });
  },
);

const sitting = fc.tuple(anyInstant, fc.integer({ min: 1, max: 480 })).map(([startsAt, minutes]) => ({
  startsAt,
  endsAt: new Date(startsAt.getTime() + minutes * 60_000),
}));
const held = fc.array(fc.tuple(sitting, fc.option(fc.constantFrom(...presenceMarks))), { maxLength: 8 });
const lateMinutes = fc.nat(60);
property("nobody has attended more than was held, nor less than nothing", [held, lateMinutes], (rows, late) => {
  const presence = presenceOver(
    rows.map(([one]) => one),
    rows.map(([, mark]) => mark),
    { lateMinutes: late },
  );
  expect(presence.attendedMinutes).toBeGreaterThanOrEqual(0);
  expect(presence.attendedMinutes).toBeLessThanOrEqual(presence.plannedMinutes);
  expect(presence.percent).toBeLessThanOrEqual(100);
});

property("being there takes nothing away", [held, lateMinutes, fc.nat(), fc.nat(100)], (rows, late, at, percent) => {
  fc.pre(rows.length > 0);
  const sittings = rows.map(([one]) => one);
  const marks = rows.map(([, mark]) => mark);
  const better = marks.map((mark, place) => (place === at % rows.length ? ("present" as const) : mark));
  const before = presenceOver(sittings, marks, { lateMinutes: late });
  const after = presenceOver(sittings, better, { lateMinutes: late });
  expect(after.attendedMinutes).toBeGreaterThanOrEqual(before.attendedMinutes);
  const rule = { lateMinutes: late, certificatePercent: percent };
  if (hasEarned(before, rule)) expect(hasEarned(after, rule)).toBe(true);
});

property(
  "whoever has not earned a certificate is told why, and nobody else",
  [held, lateMinutes, fc.nat(100)],
  (rows, late, percent) => {
    const rule = { lateMinutes: late, certificatePercent: percent };
    const presence = presenceOver(
      rows.map(([one]) => one),
      rows.map(([, mark]) => mark),
      rule,
    );
    expect(whyNotEarned(presence, rule).length === 0).toBe(hasEarned(presence, rule));
  },
);

property(
  "free seats are free, below the last, and never given twice",
  [fc.uniqueArray(fc.integer({ min: 1, max: 60 })), fc.nat(60), fc.nat(20)],
  (taken, seats, count) => {
    const given = freeSeats(taken, seats, count);
    expect(new Set(given).size).toBe(given.length);
    expect(given.every((seat) => seat >= 1 && seat <= seats && !taken.includes(seat))).toBe(true);
    expect(given.length).toBeLessThanOrEqual(count);
  },
);

property("an address made of a title needs no escaping", [anyText(60), anyText(30)], (title, place) => {
  expect(slugOf(title, place)).toMatch(/^[a-z0-9-]*$/);
});

/** What a database in UTF-8 can hold. */
const storable = (length: number) => anyText(length).map((text) => text.toWellFormed());
const entry = fc.record({
  uid: fc.uuid(),
  startsAt: anyInstant,
  endsAt: anyInstant,
  title: storable(120),
  place: storable(60),
  description: storable(200),
  url: fc.webUrl(),
  sequence: fc.nat(),
  status: fc.constantFrom("TENTATIVE", "CONFIRMED", "CANCELLED"),
  stampedAt: anyInstant,
  organizer: fc.record({ name: storable(40), email: fc.emailAddress() }),
});
property("no text of a training breaks out of its calendar entry", [fc.array(entry, { maxLength: 4 })], (entries) => {
  const feed = icalendar({ method: "PUBLISH", name: "Trajnime", entries });
  const lines = feed.replace(/\r\n[ \t]/g, "").split("\r\n");
  expect(lines.filter((line) => line === "BEGIN:VEVENT")).toHaveLength(entries.length);
  expect(lines.filter((line) => /^(ATTACH|ATTENDEE|METHOD)/.test(line))).toEqual(["METHOD:PUBLISH"]);
  expect(feed.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
});

property(
  "no line of a calendar is longer than 75 octets, and none ends inside of a letter",
  [fc.array(entry, { maxLength: 3 })],
  (entries) => {
    for (const line of icalendar({ method: "PUBLISH", entries }).split("\r\n")) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(line.isWellFormed()).toBe(true);
    }
  },
);

const cells = fc.array(fc.array(storable(30), { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
property("an export reads back cell by cell, and no cell of it is a formula", [cells], (rows) => {
  const same = rows.map((row) => Array.from({ length: rows[0]?.length ?? 2 }, (_, place) => row[place] ?? ""));
  const read: string[][] = parse(csvFile(same), { bom: true, relax_column_count: true, skip_empty_lines: false });
  for (const [line, row] of read.entries())
    for (const [place, cell] of row.entries()) {
      expect(cell).not.toMatch(/^\s*[=+\-@|%＝＋－＠]/);
      expect([same[line]?.[place], `'${same[line]?.[place]}`]).toContain(cell);
    }
});

property(
  "a code is the same code however it is typed",
  [fc.stringMatching(/^[ACDEFGHJKMNPQRTWXY34679]{12}$/), fc.constantFrom(" ", "-", "–", "")],
  (code, gap) => {
    expect(normalisedCode(readableCode(code).replaceAll("-", gap).toLowerCase())).toBe(code);
    expect(normalisedCode(`https://perkrah.example/verify/${code}?lang=en`)).toBe(code);
    expect(canonicalCode(readableCode(code).toLowerCase())).toBe(code);
  },
);

property("whatever is typed for a code is a code or nothing", [anyText(300)], (typed) => {
  const code = normalisedCode(typed);
  if (code !== null) expect(code).toMatch(/^[ACDEFGHJKMNPQRTWXY34679]{12}$/);
});

property(
  "a certificate's file has a name for every disk, and namesakes have two",
  [anyText(80), anyText(80)],
  (givenName, familyName) => {
    const name = certificateFileName({ givenName, familyName }, "2026-0012");
    expect(name).toMatch(/^[\p{L}\p{N}-]+\.pdf$/u);
    expect(name).not.toBe(certificateFileName({ givenName, familyName }, "2026-0013"));
  },
);

property("the name of a file that was taken leads nowhere and turns no reading direction", [anyText(200)], (name) => {
  if (nameRefusal(name) !== null) return;
  const given = downloadName(name, "pdf");
  expect(given).not.toMatch(/[/\\\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  expect(given.trim()).not.toMatch(/^\.+$/);
  if (!name.includes(".")) expect(endingFits(given, "pdf")).toBe(true);
});

property(
  "a cell of a list is a mark, nothing, or named as unreadable",
  [anyText(20), fc.constantFrom("sq" as const, "en" as const)],
  (cell, legend) => {
    const mark = markOf(cell, legend);
    expect(mark === null || mark === "unreadable" || presenceMarks.includes(mark)).toBe(true);
    expect(["sq", "en"]).toContain(legendOf([cell]));
  },
);

const isGivenName = givenNameTest();
/** No part that is a title ("Prof", "Mrs"), which a name loses: also "Zoti" in front of two more. */
const noTitle = namePart.filter((part) => !isTitle(part, ["Arben", "Hoxha"]));
property("splitting a name loses no letter of it", [fc.array(noTitle, { minLength: 2, maxLength: 4 })], (parts) => {
  const split = splitName(parts.join(" "), isGivenName);
  const letters = (text: string) => [...fold(text).replace(/\s/g, "")].sort().join("");
  expect(letters(`${split?.given ?? ""}${split?.family ?? ""}`)).toBe(letters(parts.join(" ")));
});

const row = fc.tuple(namePart, namePart, fc.constantFrom("Kukës", "Krujë", "Vlorë", "Përmet"));
const encoding = fc.constantFrom("utf-8", "utf-16le", "windows-1250", "windows-1252");
property(
  "a list says the same names in every encoding and with every delimiter",
  [fc.array(row, { minLength: 1, maxLength: 12 }), encoding, fc.constantFrom(";", ",", "\t")],
  async (rows, written, delimiter) => {
    const text = [["Emri", "Mbiemri", "Qyteti"], ...rows].map((each) => each.join(delimiter)).join("\r\n");
    const content = iconv.encode(written.startsWith("utf") ? `\ufeff${text}` : text, written);
    const read = await readList(content);
    expect(read.ok ? read.list.sheets[0]?.rows.slice(1) : read.reason).toEqual(rows);
  },
);

property(
  "any bytes are a list or a reason, never a failure",
  [
    fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      anyText(300).map((text) => Buffer.from(text)),
    ),
  ],
  async (bytes) => {
    const read = await readList(Buffer.from(bytes));
    expect(read.ok || read.reason.length > 0).toBe(true);
  },
);

const known = fc.record({
  folded: fc.tuple(namePart, namePart).map((parts) => foldedName(...parts)),
  mail: fc.option(fc.constantFrom("a@example.al", "A@Example.al", "b@example.al"), { nil: null }),
  phone: fc.option(fc.constantFrom("0691234567", "+355 69 123 4567", "0671112223"), { nil: null }),
  institution: fc.option(fc.constantFrom("Bashkia Kukës", "bashkia kukes"), { nil: null }),
});
property("two records are one person from both sides", [known, known, fc.boolean()], (one, other, sameName) => {
  const beside = sameName ? { ...other, folded: one.folded } : other;
  expect(samePersonReason(one, beside)).toBe(samePersonReason(beside, one));
});

property(
  "a tidied number is the same number",
  [fc.oneof(fc.stringMatching(/^(\+355|00355|0)?6[789]\d{7}$/), anyText(20))],
  (typed) => {
    const tidy = tidyPhone(typed);
    if (tidy !== null) expect(phoneKey(tidy)).toBe(phoneKey(typed));
  },
);
