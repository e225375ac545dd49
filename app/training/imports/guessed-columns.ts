import { phoneKey } from "#app/accounts/people";
import { fold } from "#app/i18n/fold";
import type { HeadingRow, Meaning } from "./headings";
import { markOf } from "./marks";
import { splitName } from "./names";
import type { EventDays, ReadingHelp } from "./rules";

const SAMPLE_ROWS = 200;
const enumerated = /^\d{1,5}[.)]?$/;

type Kind = "number" | "email" | "phone" | "municipality" | "mark";

/**
 * What the columns of a list without known headings hold, by what stands in them: numbers, mails, phones, marks,
 * municipalities and names. Null where no column holds names. A first row that contradicts its column ("Mobil" above
 * phone numbers) is taken for headings in words nobody knows; otherwise the list has none (`bare`).
 */
export function guessColumns(rows: readonly string[][], event: EventDays, help: ReadingHelp): HeadingRow | null {
  const start = firstOfList(rows);
  const body = rows.slice(start, start + SAMPLE_ROWS).filter((row) => row.some(Boolean));
  const below = kindsOf(body.slice(1), help);
  const headed = below.some((kind, column) => contradicts(kind, body[0]?.[column] ?? ""));
  const people = headed ? body.slice(1) : body;
  const kinds = headed ? below : kindsOf(body, help);
  const meanings: (Meaning | null)[] = kinds.map((kind) => (kind === "mark" ? null : kind));
  for (const [column, meaning] of namesIn(people, kinds, help)) meanings[column] = meaning;
  if (!meanings.some((meaning) => meaning === "full_name" || meaning === "given_name")) return null;
  for (const [column, meaning] of marksIn(kinds, event)) meanings[column] = meaning;
  return { place: headed ? start : start - 1, meanings: withoutRepeats(meanings), guessed: true, bare: !headed };
}

/** The first row that is no title: titles stand alone in rows above a list of several columns. */
function firstOfList(rows: readonly string[][]): number {
  const filled = rows.map((row) => row.filter(Boolean).length);
  const usual = filled.filter((count) => count > 0).sort((a, b) => a - b);
  const least = (usual[Math.floor(usual.length / 2)] ?? 0) >= 3 ? 2 : 1;
  return Math.max(
    0,
    filled.findIndex((count) => count >= least),
  );
}

const filledIn = (rows: readonly string[][], column: number) => rows.map((row) => row[column] ?? "").filter(Boolean);

function share(cells: readonly string[], holds: (cell: string) => boolean): number {
  return cells.length === 0 ? 0 : cells.filter(holds).length / cells.length;
}

const isMailLike = (cell: string) => /^\S+@\S+\.\S+$/.test(cell);
const isPhoneLike = (cell: string) => phoneKey(cell) !== null && !/\p{Letter}/u.test(cell);

function kindsOf(rows: readonly string[][], help: ReadingHelp): (Kind | null)[] {
  const width = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: width }, (_, column) => kindOf(filledIn(rows, column), column, help));
}

function kindOf(cells: readonly string[], column: number, { municipalities }: ReadingHelp): Kind | null {
  if (cells.length === 0) return null;
  if (share(cells, isMailLike) >= 0.5) return "email";
  if (share(cells, isPhoneLike) >= 0.5) return "phone";
  if (isCounting(cells, column)) return "number";
  if (share(cells, (cell) => markOf(cell, "sq") !== "unreadable") >= 0.8) return "mark";
  return share(cells, (cell) => municipalities.has(fold(cell))) >= 0.8 ? "municipality" : null;
}

/** 1, 2, 3 …: a row of ones is a row of ticks. */
function isCounting(cells: readonly string[], column: number): boolean {
  if (!cells.every((cell) => enumerated.test(cell))) return false;
  const numbers = cells.map((cell) => Number.parseInt(cell, 10));
  if (numbers.length === 1) return column === 0;
  return numbers.every((number, place) => place === 0 || number > (numbers[place - 1] ?? 0));
}

/** Whether a cell at the top can only be a heading of its column. */
function contradicts(kind: Kind | null, cell: string): boolean {
  if (!/\p{Letter}{2,}/u.test(cell)) return false;
  if (kind === "email") return !cell.includes("@");
  if (kind === "phone") return !/\d/.test(cell);
  return kind === "number";
}

/** The column that holds most given names, and its neighbour where each holds half of the name. */
function namesIn(rows: readonly string[][], kinds: readonly (Kind | null)[], help: ReadingHelp): [number, Meaning][] {
  const candidates = kinds.flatMap((kind, column) => {
    const cells = filledIn(rows, column);
    const names = share(cells, (cell) => cell.split(" ").length <= 5 && splitName(cell, help.isGivenName) !== null);
    if (kind !== null || names < 0.6) return [];
    const known = share(cells, (cell) => cell.split(" ").some((word) => help.isGivenName(fold(word))));
    const single = share(cells, (cell) => !cell.includes(" ")) >= 0.6;
    return [{ column, known, single }];
  });
  const [best] = [...candidates].sort((a, b) => b.known - a.known || a.column - b.column);
  if (!best) return [];
  const halves = candidates.filter(({ column, single }) => single && Math.abs(column - best.column) === 1);
  const other = halves.find(({ column }) => column > best.column) ?? halves[0];
  if (!best.single || !other) return [[best.column, "full_name"]];
  return [
    [best.column, "given_name"],
    [other.column, "family_name"],
  ];
}

/** One column of marks is the day's presence; as many as there are sessions or days mean these, in order. */
function marksIn(kinds: readonly (Kind | null)[], { days, sittings }: EventDays): [number, Meaning][] {
  const columns = kinds.flatMap((kind, column) => (kind === "mark" ? [column] : []));
  if (columns.length === 1) return columns.map((column) => [column, "presence"]);
  if (columns.length === sittings.length)
    return columns.map((column, place) => [column, `sitting_${sittings[place]?.position ?? 0}`]);
  return columns.length === days.length ? columns.map((column, place) => [column, `day_${place + 1}`]) : [];
}

function withoutRepeats(meanings: readonly (Meaning | null)[]): (Meaning | null)[] {
  return meanings.map((meaning, place) => (meanings.indexOf(meaning) === place ? meaning : null));
}
