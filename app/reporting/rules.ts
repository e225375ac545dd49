/** A figure as it may be shown: a number, or only "fewer than" the limit. */
export type Shown = { value: number } | { fewerThan: number };

/** Hides a figure from 1 to below the limit (people); nothing and larger figures are shown. */
export function shown(value: number, limit: number): Shown {
  return value > 0 && value < limit ? { fewerThan: limit } : { value };
}

/** Share of a target that is reached, between 0 and 1; null where there is none or the figure is hidden. */
export function reachedShare(figure: Shown | null, target: number | null): number | null {
  if (!figure || !("value" in figure) || !target) return null;
  return Math.min(1, figure.value / target);
}

/**
 * A cell of a CSV file: quoted where needed, and harmless in a spreadsheet, where a text that begins with = + - @, a
 * tab or a line break would be a formula. Numbers stay numbers.
 */
export function csvCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const harmless = /^[\s]*[=+\-@\t\r\n|%＝＋－＠]/u.test(value) ? `'${value}` : value;
  return /[",;\r\n\t]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A CSV file with a byte-order mark, so that Excel reads ë and ç; lines end in CRLF (RFC 4180). */
export function csvFile(rows: readonly (readonly (string | number | null)[])[]): string {
  return `\uFEFF${rows.map(csvLine).join("")}`;
}

/** A line of a CSV file with its end. */
export function csvLine(row: readonly (string | number | null)[]): string {
  return `${row.map(csvCell).join(",")}\r\n`;
}

/** The year asked for in an address, 2000 to 2099; otherwise that of today (YYYY-MM-DD). */
export function chosenYear(asked: string | null, today: string): number {
  return Number(asked && /^20\d\d$/.test(asked) ? asked : today.slice(0, 4));
}

interface CountedEvent {
  kind: string;
  /** The course's address; the report's groups stand in it ("2021-t1"). */
  course: string;
  title: string;
  participations: number;
}

/** What a printed report says of one group; participants null where none are printed. */
export interface PrintedGroup {
  group: string;
  events: number;
  participants: number | null;
}

export interface EventGroup {
  course: string;
  kind: string;
  title: string;
  events: number;
  participations: number;
  printed: PrintedGroup | null;
}

/** Events summed up by course, with the printed figures of the same group beside. */
export function eventGroups(events: readonly CountedEvent[], printed: readonly PrintedGroup[]): EventGroup[] {
  const groups = new Map<string, EventGroup>();
  for (const event of events) {
    const group = groups.get(event.course) ?? {
      course: event.course,
      kind: event.kind,
      title: event.title,
      events: 0,
      participations: 0,
      printed: printed.find((one) => event.course === `2021-${one.group.toLowerCase()}`) ?? null,
    };
    group.events += 1;
    group.participations += event.participations;
    groups.set(event.course, group);
  }
  return [...groups.values()];
}

/** The groups of a printed report in one shape, trainings and other events alike. */
export function printedGroups(report: {
  trainingsOfProfessionals: { groups: readonly { group: string; trainings: number; participants: number }[] };
  events: readonly { group: string; count: number; participants: number | null }[];
}): PrintedGroup[] {
  return [
    ...report.trainingsOfProfessionals.groups.map(({ group, trainings, participants }) => ({
      group,
      events: trainings,
      participants,
    })),
    ...report.events.map(({ group, count, participants }) => ({ group, events: count, participants })),
  ];
}
