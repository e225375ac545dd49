import { foldedName, phoneKey, samePersonReason, tidyPhone } from "#app/accounts/people";
import { fold } from "#app/i18n/fold";
import type { EnrolmentState, PresenceMark } from "#db/vocabulary";
import { guessColumns } from "./guessed-columns";
import { dayIn, type HeadingRow, headingRow, type Meaning } from "./headings";
import { type Legend, legendOf, markOf } from "./marks";
import { joinName, type SplitName, splitName } from "./names";

/** What one list may hold: bytes, people, columns, and bytes after unpacking; longer ones than `rowsAtOnce` are a job. */
export const limits = {
  bytes: 25 * 2 ** 20,
  rows: 20_000,
  rowsAtOnce: 2_000,
  columns: 200,
  unpackedBytes: 200 * 2 ** 20,
} as const;

/** Why the worker gave a large list back as a preview. */
export const stopReasons = ["changed_since", "sitting_missing", "event_cancelled", "not_allowed", "failed"] as const;
export type StopReason = (typeof stopReasons)[number];

export interface Sheet {
  name: string | null;
  rows: readonly string[][];
  lines: readonly number[];
}

export interface EventDays {
  /** Calendar days with sittings, in order. */
  days: string[];
  sittings: { position: number; day: string }[];
}

/** The day a sheet's presence column marks: its number, all of them, or none. */
export type SheetDay = number | "all" | "none";

/** What a person chose instead of what was understood; keys are places of sheets and columns. */
export interface Choices {
  columns?: Record<string, Meaning>;
  days?: Record<string, SheetDay>;
}

export interface ColumnLayout {
  heading: string;
  meaning: Meaning;
  sample: string;
  /** What the column of a list without headings was taken for before anybody chose. */
  guess?: Meaning;
}

export interface SheetLayout {
  name: string | null;
  headingLine: number | null;
  /** The line in which a list without headings begins. */
  firstLine?: number | null;
  columns: ColumnLayout[];
  day: SheetDay;
  marksDay: boolean;
  people: number;
}

export interface Layout {
  delimiter: string | null;
  sheets: SheetLayout[];
  legend: Legend;
  warnings: LayoutWarning[];
  choices: Choices;
  /** Set where columns mean what somebody chose for the same headings before. */
  remembered?: boolean;
}

export type LayoutWarning =
  | "sheet_without_heading"
  | "columns_guessed"
  | "marks_without_sitting"
  | "presence_for_all_days"
  | "day_missing";

export interface Entry {
  given: string;
  family: string;
  folded: string;
  mail: string | null;
  phone: string | null;
  institution: string | null;
  profession: string | null;
  municipalityCode: string | null;
  /** By the position of the sitting. */
  marks: Record<string, PresenceMark>;
  /** The position of the row that says the same person before. */
  of?: number;
}

export interface ReadRow {
  sheet: string | null;
  line: number;
  entry: Entry;
  /** Set where the row is no person. */
  skip: SkipReason | null;
  remarks: string[];
}

export type SkipReason = "no_name" | "name_unreadable" | "total_line" | "heading_again";

export interface Reading {
  layout: Layout;
  rows: ReadRow[];
}

export type ReadingRefusal = { ok: false; reason: "no_heading" | "no_people" | "file_too_many_rows" };

export interface ReadingHelp {
  isGivenName: (folded: string) => boolean;
  /** Folded names and aliases of municipalities. */
  municipalities: ReadonlyMap<string, string>;
}

const totals = /^(gjithsej|totali?|shuma|gjithesej|sum)\b/;

/** Finds headings, columns, days and people in the sheets; what a person chose goes before what was understood. */
export function readEntries(
  { sheets, delimiter }: { sheets: readonly Sheet[]; delimiter: string | null },
  event: EventDays,
  help: ReadingHelp,
  choices: Choices = {},
): ({ ok: true } & Reading) | ReadingRefusal {
  const headed = sheets.map((sheet) => headingRow(sheet.rows, event.days));
  // Beside sheets with headings, one without is seldom a list of people.
  const found = headed.some(Boolean) ? headed : sheets.map((sheet) => guessColumns(sheet.rows, event, help));
  if (found.every((heading) => heading === null)) return { ok: false, reason: "no_heading" };
  const warnings = new Set<LayoutWarning>();
  const layouts: SheetLayout[] = sheets.map((sheet, place) => {
    const heading = found[place];
    if (!heading) {
      if (sheet.rows.some((row) => row.some(Boolean))) warnings.add("sheet_without_heading");
      return { name: sheet.name, headingLine: null, columns: [], day: "none", marksDay: false, people: 0 };
    }
    if (heading.guessed) warnings.add("columns_guessed");
    const columns = columnsOf(sheet, heading, (column) => choices.columns?.[`${place}-${column}`]);
    const marksDay = columns.some(({ meaning }) => meaning === "presence");
    const day = choices.days?.[String(place)] ?? dayOf(sheets, place, heading.place, event);
    const line = (row: number) => sheet.lines[row] ?? null;
    const lines = heading.bare
      ? { headingLine: null, firstLine: line(heading.place + 1) }
      : { headingLine: line(heading.place) };
    return { name: sheet.name, ...lines, columns, day, marksDay, people: 0 };
  });
  const legend = legendOf(markCells(sheets, layouts, found));
  const majority = surnamesFirst(sheets, layouts, found, help);
  const rows: ReadRow[] = [];
  for (const [place, sheet] of sheets.entries()) {
    const layout = layouts[place];
    const heading = found[place];
    if (!layout || !heading) continue;
    for (const warning of warningsOf(layout, event)) warnings.add(warning);
    for (const [row, cells] of sheet.rows.entries()) {
      if (row <= heading.place || cells.every((cell) => cell === "")) continue;
      const read = readRow(cells, layout, { event, help, legend, majority });
      if (!read) continue;
      rows.push({ sheet: sheet.name, line: sheet.lines[row] ?? row + 1, ...read });
      if (!read.skip) layout.people++;
    }
  }
  if (rows.length > limits.rows) return { ok: false, reason: "file_too_many_rows" };
  if (rows.every(({ skip }) => skip !== null)) return { ok: false, reason: "no_people" };
  return { ok: true, layout: { delimiter, sheets: layouts, legend, warnings: [...warnings], choices }, rows };
}

function columnsOf(
  { rows }: Sheet,
  { place, meanings, bare }: HeadingRow,
  chosen: (column: number) => Meaning | undefined,
): ColumnLayout[] {
  const width = Math.max(...rows.map((row) => row.length));
  return Array.from({ length: width }, (_, column) => {
    const understood = meanings[column] ?? "ignore";
    return {
      heading: bare ? "" : (rows[place]?.[column] ?? ""),
      meaning: chosen(column) ?? understood,
      sample: samplesOf(rows, place, column, bare ? 3 : 1),
      ...(bare && { guess: understood }),
    };
  });
}

function samplesOf(rows: readonly string[][], heading: number, column: number, count: number): string {
  const filled = rows.slice(heading + 1, heading + 30).flatMap((row) => row[column] || []);
  return filled
    .slice(0, count)
    .map((cell) => cell.slice(0, 40))
    .join(", ");
}

/** A sheet's day: its own number ("Dita 2"), a date in its titles, its place among the sheets, or all days. */
function dayOf(sheets: readonly Sheet[], place: number, heading: number, { days }: EventDays): SheetDay {
  if (days.length === 0) return "none";
  const sheet = sheets[place];
  const numbered = /(?:dita|dite|day)\s*(\d{1,2})|(\d{1,2})\s*(?:dita|day)/.exec(fold(sheet?.name ?? ""));
  const number = Number(numbered?.[1] ?? numbered?.[2] ?? 0);
  if (number >= 1 && number <= days.length) return number;
  const titles = [sheet?.name ?? "", ...(sheet?.rows.slice(0, Math.max(0, heading)) ?? []).flat()].join(" ");
  const dated = dayIn(titles, days);
  const datedBefore = sheets
    .slice(0, place)
    .some((other) => dated && dayIn(other.rows.slice(0, 10).flat().join(" "), days) === dated);
  if (dated && !datedBefore && sheets.length > 1) return days.indexOf(dated) + 1;
  if (days.length === 1) return 1;
  if (sheets.length === 1) return "all";
  return place < days.length ? place + 1 : "none";
}

function warningsOf(layout: SheetLayout, event: EventDays): LayoutWarning[] {
  const warnings: LayoutWarning[] = [];
  for (const { meaning } of layout.columns)
    if (/^(sitting|day)_/.test(meaning) && positionsOf(meaning, layout.day, event).length === 0)
      warnings.push("marks_without_sitting");
  if (layout.marksDay && layout.day === "all") warnings.push("presence_for_all_days");
  if (layout.marksDay && layout.day === "none") warnings.push("day_missing");
  return warnings;
}

/** The positions of the sittings that a column marks. */
export function positionsOf(meaning: Meaning, sheetDay: SheetDay, event: EventDays): number[] {
  const sitting = /^sitting_(\d+)$/.exec(meaning)?.[1];
  if (sitting)
    return event.sittings.filter(({ position }) => position === Number(sitting)).map(({ position }) => position);
  const dayNumber = /^day_(\d+)$/.exec(meaning)?.[1] ?? (meaning === "presence" ? sheetDay : "none");
  if (dayNumber === "none") return [];
  const day = dayNumber === "all" ? null : event.days[Number(dayNumber) - 1];
  return event.sittings.filter((one) => day === null || one.day === day).map(({ position }) => position);
}

const isMark = (meaning: Meaning) => meaning === "presence" || /^(sitting|day)_/.test(meaning);

function* markCells(
  sheets: readonly Sheet[],
  layouts: readonly SheetLayout[],
  found: readonly ({ place: number } | null)[],
) {
  for (const [place, layout] of layouts.entries())
    for (const [column, { meaning }] of layout.columns.entries())
      if (isMark(meaning))
        for (const row of sheets[place]?.rows.slice((found[place]?.place ?? 0) + 1) ?? []) yield row[column] ?? "";
}

/** True where most whole names whose order is known begin with the family name. */
function surnamesFirst(
  sheets: readonly Sheet[],
  layouts: readonly SheetLayout[],
  found: readonly ({ place: number } | null)[],
  { isGivenName }: ReadingHelp,
): boolean {
  let first = 0;
  let last = 0;
  for (const [place, layout] of layouts.entries()) {
    const column = layout.columns.findIndex(({ meaning }) => meaning === "full_name");
    if (column < 0) continue;
    if (/^mbiem|^surname|^last|^family/.test(fold(layout.columns[column]?.heading ?? ""))) return true;
    for (const row of sheets[place]?.rows.slice((found[place]?.place ?? 0) + 1) ?? []) {
      const name = splitName(row[column] ?? "", isGivenName);
      if (name?.remarks.includes("surname_first")) first++;
      else if (name && !name.remarks.includes("order_unsure")) last++;
    }
  }
  return first > last;
}

interface RowHelp {
  event: EventDays;
  help: ReadingHelp;
  legend: Legend;
  majority: boolean;
}

function readRow(cells: readonly string[], layout: SheetLayout, { event, help, legend, majority }: RowHelp) {
  const cell = (wanted: Meaning) => cells[layout.columns.findIndex(({ meaning }) => meaning === wanted)] ?? "";
  const written = [cell("full_name"), cell("given_name"), cell("family_name")].filter(Boolean).join(" ");
  const entry: Entry = {
    given: "",
    family: "",
    folded: "",
    mail: null,
    phone: null,
    institution: cell("institution").slice(0, 160) || null,
    profession: cell("profession").slice(0, 120) || null,
    municipalityCode: null,
    marks: {},
  };
  const skipped = (skip: SkipReason) => ({ entry: { ...entry, given: written.slice(0, 160) }, skip, remarks: [] });
  const firstWords = fold(cells.find((text) => text !== "" && !/^\d+[.)]?$/.test(text)) ?? "");
  if (totals.test(fold(written)) || (!written && totals.test(firstWords))) return skipped("total_line");
  if (!written)
    return cells.some((text, column) => text && layout.columns[column]?.meaning !== "number")
      ? skipped("no_name")
      : null;
  if (layout.columns.every(({ heading }, column) => fold(heading) === fold(cells[column] ?? "")))
    return skipped("heading_again");
  const name = nameOf(cell, help, majority);
  if (!name) return skipped("name_unreadable");
  const remarks: string[] = [...name.remarks];
  entry.given = name.given.slice(0, 80);
  entry.family = name.family.slice(0, 80);
  entry.folded = foldedName(entry.given, entry.family);
  readContact(cell, entry, remarks, help);
  readMarks(cells, layout, entry, remarks, event, legend);
  return { entry, skip: null, remarks };
}

function nameOf(cell: (meaning: Meaning) => string, { isGivenName }: ReadingHelp, majority: boolean): SplitName | null {
  const whole = cell("full_name");
  if (!whole) return joinName(cell("given_name"), cell("family_name"));
  const name = splitName(whole, isGivenName);
  if (!name || !majority || !name.remarks.includes("order_unsure") || name.given.includes(" ")) return name;
  const [given, ...rest] = [name.family.split(" ").at(-1) ?? "", name.given, ...name.family.split(" ").slice(0, -1)];
  if (!given) return name;
  return {
    given,
    family: rest.join(" "),
    remarks: [...name.remarks.filter((remark) => remark !== "order_unsure"), "surname_first"],
  };
}

function readContact(cell: (meaning: Meaning) => string, entry: Entry, remarks: string[], help: ReadingHelp): void {
  const mail = cell("email")
    .replace(/^mailto:/i, "")
    .replace(/\s/g, "")
    .toLowerCase();
  if (mail && isMail(mail)) entry.mail = mail;
  else if (mail && mail !== "-") remarks.push("mail_unreadable");
  const phone = cell("phone");
  if (phoneKey(phone)) entry.phone = tidyPhone(phone);
  else if (/\d/.test(phone)) remarks.push("phone_unreadable");
  const municipality = cell("municipality");
  entry.municipalityCode =
    help.municipalities.get(fold(municipality).replace(/^(bashkia|bashki|municipality of)\s+/, "")) ?? null;
  if (municipality && !entry.municipalityCode) remarks.push("municipality_unknown");
  if (entry.institution === "-") entry.institution = null;
  if (entry.profession === "-") entry.profession = null;
}

const isMail = (text: string) =>
  text.length <= 254 && /^[a-z0-9_'+-]+(\.[a-z0-9_'+-]+)*@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$/.test(text);

function readMarks(
  cells: readonly string[],
  layout: SheetLayout,
  entry: Entry,
  remarks: string[],
  event: EventDays,
  legend: Legend,
): void {
  for (const [column, { meaning }] of layout.columns.entries()) {
    if (!isMark(meaning)) continue;
    const mark = markOf(cells[column] ?? "", legend);
    if (mark === "unreadable") remarks.push("mark_unreadable");
    else if (mark) for (const position of positionsOf(meaning, layout.day, event)) entry.marks[position] ??= mark;
  }
}

// What becomes of the rows

export type Verdict =
  | "new_person"
  | "known_person"
  | "already_enrolled"
  | "admitted_now"
  | "waiting"
  | "duplicate"
  | "continued"
  | "skipped";

export interface JudgedRow {
  position: number;
  sheet: string | null;
  line: number;
  entry: Entry;
  verdict: Verdict;
  remarks: string[];
  personId: string | null;
}

export interface Candidate {
  id: string;
  folded: string;
  mail: string | null;
  phone: string | null;
  institution: string | null;
  /** The state of this person's enrolment in the event, if there is one. */
  state: EnrolmentState | null;
}

/** Brings rows that mean one person together: the first keeps what it has and takes what it lacks from later ones. */
export function mergeRows(rows: readonly ReadRow[]): Omit<JudgedRow, "personId">[] {
  const byName = new Map<string, number[]>();
  const byMail = new Map<string, number>();
  const judged: Omit<JudgedRow, "personId">[] = [];
  for (const [place, { skip, ...row }] of rows.entries()) {
    const position = place + 1;
    const remarks = [...row.remarks];
    const entry: Entry = { ...row.entry, marks: { ...row.entry.marks } };
    if (skip) {
      judged.push({ ...row, entry, position, verdict: "skipped", remarks: [skip] });
      continue;
    }
    const mailed = entry.mail ? byMail.get(entry.mail) : undefined;
    const earlier = [...new Set([...(mailed ? [mailed] : []), ...(byName.get(entry.folded) ?? [])])];
    const same = earlier.find((other) => isSame(judged[other - 1]?.entry, entry));
    const first = same ? judged[same - 1] : undefined;
    if (first && same) {
      const contradiction = absorb(first.entry, entry);
      if (contradiction) remarks.push("marks_differ");
      const verdict = first.sheet === row.sheet ? "duplicate" : "continued";
      judged.push({ ...row, entry: { ...entry, of: same }, position, verdict, remarks });
      if (first.entry.mail) byMail.set(first.entry.mail, same);
      continue;
    }
    if (mailed) {
      entry.mail = null;
      remarks.push("mail_shared");
    }
    if (byName.has(entry.folded)) remarks.push("namesake_in_file");
    byName.set(entry.folded, [...(byName.get(entry.folded) ?? []), position]);
    if (entry.mail) byMail.set(entry.mail, position);
    judged.push({ ...row, entry, position, verdict: "new_person", remarks });
  }
  return judged;
}

const isSame = (one: Entry | undefined, other: Entry) => one !== undefined && samePersonReason(one, other) !== null;

/** Adds what the later row knows; answers whether a mark contradicts the earlier one (which stays). */
function absorb(first: Entry, later: Entry): boolean {
  first.mail ??= later.mail;
  first.phone ??= later.phone;
  first.institution ??= later.institution;
  first.profession ??= later.profession;
  first.municipalityCode ??= later.municipalityCode;
  let contradiction = false;
  for (const [position, mark] of Object.entries(later.marks)) {
    const before = first.marks[position];
    if (before && before !== mark) contradiction = true;
    first.marks[position] ??= mark;
  }
  return contradiction;
}

const strength = ["mail", "phone", "institution", "name"] as const;

/**
 * Says of every merged row what the import will do: who is known (and by what), who has a seat already, who is new,
 * and who has to wait because the seats are gone. Seats go in the order of the list.
 */
export function judgeRows(
  rows: readonly Omit<JudgedRow, "personId">[],
  { known, seatsLeft }: { known: readonly Candidate[]; seatsLeft: number },
): JudgedRow[] {
  const byName = groupBy(known, ({ folded }) => folded);
  const byMail = new Map(known.flatMap((one) => (one.mail ? [[one.mail.toLowerCase(), one] as const] : [])));
  const used = new Set<string>();
  let seats = seatsLeft;
  return rows.map((row): JudgedRow => {
    if (row.verdict === "skipped" || row.entry.of) return { ...row, personId: null };
    const entry = { ...row.entry };
    const remarks = row.remarks.filter((remark) => !judgements.has(remark));
    const mailed = entry.mail ? byMail.get(entry.mail) : undefined;
    const candidates = [...(mailed ? [mailed] : []), ...(byName.get(entry.folded) ?? [])];
    const person = choose(entry, candidates, used, remarks);
    if (mailed && person?.id !== mailed.id) {
      entry.mail = null;
      remarks.push("mail_of_other");
    }
    if (person) used.add(person.id);
    if (person && !remarks.includes("by_name")) remarks.push(...lackedBy(person, known, entry));
    if (person?.state === "admitted")
      return { ...row, entry, verdict: "already_enrolled", remarks, personId: person.id };
    const seated = seats > 0;
    if (seated) seats--;
    if (!seated && Object.keys(entry.marks).length > 0) remarks.push("marks_without_seat");
    if (!person) {
      if (candidates.length > 0 && !remarks.includes("several_known")) remarks.push("namesake_known");
      return { ...row, entry, verdict: seated ? "new_person" : "waiting", remarks, personId: null };
    }
    const verdict = person.state === null ? "known_person" : "admitted_now";
    return { ...row, entry, verdict: seated ? verdict : "waiting", remarks, personId: person.id };
  });
}

const judgements = new Set([
  ...strength.map((reason) => `by_${reason}`),
  "mail_of_other",
  "namesake_known",
  "several_known",
  "marks_without_seat",
  "lacks_mail",
  "lacks_phone",
]);

/** Contact that the list has and no record of this person does. A name alone is too little to give anybody an address. */
function lackedBy({ id }: Candidate, known: readonly Candidate[], { mail, phone }: Entry): string[] {
  const records = known.filter((one) => one.id === id);
  return [
    ...(mail && !records.some((one) => one.mail) ? ["lacks_mail"] : []),
    ...(phone && !records.some((one) => one.phone) ? ["lacks_phone"] : []),
  ];
}

function choose(
  entry: Entry,
  candidates: readonly Candidate[],
  used: ReadonlySet<string>,
  remarks: string[],
): Candidate | null {
  const ranked = candidates
    .filter(({ id }) => !used.has(id))
    .flatMap((one) => {
      const reason = samePersonReason(one, entry);
      return reason ? [{ one, reason }] : [];
    })
    .sort(
      (a, b) =>
        strength.indexOf(a.reason) - strength.indexOf(b.reason) ||
        Number(b.one.state !== null) - Number(a.one.state !== null),
    );
  // Somebody whose two records were made one stands here by either.
  const [best, next] = ranked.filter(({ one }, place) => ranked.findIndex((same) => same.one.id === one.id) === place);
  if (!best) return null;
  if (next && next.reason === best.reason && (next.one.state !== null) === (best.one.state !== null)) {
    remarks.push("several_known");
    return null;
  }
  remarks.push(`by_${best.reason}`);
  return best.one;
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
