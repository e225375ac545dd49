/** One sitting as a calendar shows it. */
export interface CalendarEntry {
  /** Stays the same as long as the sitting exists. */
  uid: string;
  startsAt: Date;
  endsAt: Date;
  title: string;
  place: string;
  description: string;
  url: string;
  tentative: boolean;
  /** When the entry was made, as far as it is known. */
  stampedAt: Date;
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

/** A calendar to subscribe to (RFC 5545): CRLF, lines folded at 75 octets of UTF-8, times of Tirana. */
export function calendarFeed(name: string, entries: readonly CalendarEntry[]): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//perkrah//trainings//SQ",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `X-WR-CALNAME:${escaped(name)}`,
    "X-WR-TIMEZONE:Europe/Tirane",
    "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
    ...zone,
    ...entries.flatMap(entryLines),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

function entryLines(entry: CalendarEntry): string[] {
  return [
    "BEGIN:VEVENT",
    `UID:${escaped(entry.uid)}`,
    `DTSTAMP:${utc(entry.stampedAt)}`,
    `DTSTART;TZID=Europe/Tirane:${local(entry.startsAt)}`,
    `DTEND;TZID=Europe/Tirane:${local(entry.endsAt)}`,
    `SUMMARY:${escaped(entry.title)}`,
    ...(entry.place ? [`LOCATION:${escaped(entry.place)}`] : []),
    ...(entry.description ? [`DESCRIPTION:${escaped(entry.description)}`] : []),
    `URL:${entry.url}`,
    `STATUS:${entry.tentative ? "TENTATIVE" : "CONFIRMED"}`,
    "END:VEVENT",
  ];
}

function escaped(text: string): string {
  return text
    .replace(/[\\;,]/g, "\\$&")
    .replace(/\r\n|\r|\n/g, "\\n")
    .replace(/\p{Cc}/gu, " ");
}

const encoder = new TextEncoder();

/** Lines of at most 75 octets; a letter of two octets is never cut in two. */
function folded(line: string): string {
  let out = "";
  let room = 75;
  for (const letter of line) {
    const octets = encoder.encode(letter).length;
    if (octets > room) {
      out += "\r\n ";
      room = 74;
    }
    out += letter;
    room -= octets;
  }
  return out;
}

const clock = new Intl.DateTimeFormat("en-CA", {
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
  const parts = Object.fromEntries(clock.formatToParts(instant).map(({ type, value }) => [type, value]));
  return `${parts.year}${parts.month}${parts.day}T${parts.hour}${parts.minute}${parts.second}`;
}

function utc(instant: Date): string {
  return instant.toISOString().replace(/[-:]|\.\d{3}/g, "");
}
