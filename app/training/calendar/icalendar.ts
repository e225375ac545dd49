export type CalendarMethod = "PUBLISH" | "REQUEST" | "CANCEL";
export type CalendarStatus = "TENTATIVE" | "CONFIRMED" | "CANCELLED";

/** One sitting as a calendar holds it. */
export interface CalendarEntry {
  /** Stays the same as long as the sitting exists, in every mail and feed. */
  uid: string;
  /** Revision: a calendar takes a change for one only where it is higher. */
  sequence: number;
  startsAt: Date;
  endsAt: Date;
  title: string;
  place: string;
  description: string;
  url: string;
  status: CalendarStatus;
  /** A mail: when it was written. A feed: when the sitting last changed, so that the same feed has the same bytes. */
  stampedAt: Date;
  organizer: { name: string; email: string };
  /** Whose seat it is; in mails only. */
  attendee?: { name: string; email: string };
}

export interface Calendar {
  method: CalendarMethod;
  /** What a feed is called. */
  name?: string;
  entries: readonly CalendarEntry[];
}

const zone = [
  "BEGIN:VTIMEZONE",
  "TZID:Europe/Tirane",
  "BEGIN:STANDARD",
  "DTSTART:19961027T030000",
  "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
  "TZOFFSETFROM:+0200",
  "TZOFFSETTO:+0100",
  "TZNAME:CET",
  "END:STANDARD",
  "BEGIN:DAYLIGHT",
  "DTSTART:19960331T020000",
  "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
  "TZOFFSETFROM:+0100",
  "TZOFFSETTO:+0200",
  "TZNAME:CEST",
  "END:DAYLIGHT",
  "END:VTIMEZONE",
];

const hourly = ["REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"];

/** A calendar object (RFC 5545, 5546): CRLF to the end, lines folded at 75 octets of UTF-8, times of Tirana. */
export function icalendar({ method, name, entries }: Calendar): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//perkrah//trainings//SQ",
    "CALSCALE:GREGORIAN",
    `METHOD:${method}`,
    ...(name ? [`NAME:${escaped(name)}`, `X-WR-CALNAME:${escaped(name)}`, "X-WR-TIMEZONE:Europe/Tirane"] : []),
    ...(method === "PUBLISH" ? hourly : []),
    ...zone,
    ...entries.flatMap(entryLines),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

function entryLines(entry: CalendarEntry): string[] {
  const { organizer, attendee } = entry;
  return [
    "BEGIN:VEVENT",
    `UID:${escaped(entry.uid)}`,
    `SEQUENCE:${entry.sequence}`,
    `DTSTAMP:${utc(entry.stampedAt)}`,
    `DTSTART;TZID=Europe/Tirane:${local(entry.startsAt)}`,
    `DTEND;TZID=Europe/Tirane:${local(entry.endsAt)}`,
    `SUMMARY:${escaped(entry.title)}`,
    ...(entry.place ? [`LOCATION:${escaped(entry.place)}`] : []),
    ...(entry.description ? [`DESCRIPTION:${escaped(entry.description)}`] : []),
    `URL:${oneLine(entry.url)}`,
    `STATUS:${entry.status}`,
    `TRANSP:${entry.status === "CONFIRMED" ? "OPAQUE" : "TRANSPARENT"}`,
    `ORGANIZER;CN=${quoted(organizer.name)}:mailto:${oneLine(organizer.email)}`,
    // The seat is given: nobody is asked to answer by mail.
    ...(attendee
      ? [`ATTENDEE;CN=${quoted(attendee.name)};PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:${oneLine(attendee.email)}`]
      : []),
    "END:VEVENT",
  ];
}

/** The value of a parameter; signs that readers take for an escape (RFC 6868, and `\\N`) are left out. */
function quoted(text: string): string {
  return `"${oneLine(text).replaceAll('"', "'").replace(/[\\^]/g, " ")}"`;
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, " ");
}

function escaped(text: string): string {
  return text
    .replace(/[\\;,]/g, "\\$&")
    .replace(/\r\n|\r|\n/g, "\\n")
    .replace(/\p{Cc}/gu, " ");
}

/** Lines of at most 75 octets; a letter of several octets is never cut. */
function folded(line: string): string {
  if (line.length <= 75 && /^[ -~]*$/.test(line)) return line;
  let out = "";
  let room = 75;
  for (const letter of line) {
    const octets = octetsOf(letter.codePointAt(0) ?? 0);
    if (octets > room) {
      out += "\r\n ";
      room = 74;
    }
    out += letter;
    room -= octets;
  }
  return out;
}

function octetsOf(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}

/** Swedish writes 2026-11-27 09:00:00. */
const clock = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/Tirane",
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

function local(instant: Date): string {
  return clock.format(instant).replace(" ", "T").replace(/[-:]/g, "");
}

function utc(instant: Date): string {
  return instant.toISOString().replace(/[-:]|\.\d{3}/g, "");
}
