import { createHash } from "node:crypto";
import { analyse } from "chardet";
import { CsvError } from "csv-parse";
import { parse } from "csv-parse/sync";
import { strFromU8, unzipSync, zipSync } from "fflate";
import iconv from "iconv-lite";
import readExcelFile from "read-excel-file/node";
import { limits } from "./rules";

export interface ListSheet {
  /** The sheet's name; null for a text file, which has one. */
  name: string | null;
  /** Cells as text, row by row; empty rows stay, so that places can be told. */
  rows: string[][];
  /** The line in the file at which each row begins, from 1. */
  lines: number[];
}

export interface ReadList {
  /** "UTF-8", "Windows-1250", "XLSX" … */
  encoding: string;
  delimiter: string | null;
  sheets: ListSheet[];
  sha256: Buffer;
}

export type ReadListRefusal =
  | "file_empty"
  | "file_too_big"
  | "file_encrypted"
  | "file_old_excel"
  | "file_wrong"
  | "file_bomb"
  | "file_broken"
  | "file_too_many_rows"
  | "file_too_wide"
  | "file_quote_open"
  | "file_no_delimiter";

export type ReadListResult = { ok: true; list: ReadList } | { ok: false; reason: ReadListRefusal; line?: number };

/**
 * Reads a list of people as it was sent: CSV or TSV in any usual encoding, or XLSX. At most 25 MB, 20,000 rows and
 * 200 columns; archives that unpack to more than 200 MB are refused before they are unpacked.
 */
export async function readList(content: Buffer): Promise<ReadListResult> {
  if (content.length === 0) return refuse("file_empty");
  if (content.length > limits.bytes) return refuse("file_too_big");
  const wrong = wrongKind(content);
  if (wrong) return refuse(wrong);
  const read = isZip(content) ? await readWorkbook(content) : readText(content);
  if (!read.ok) return read;
  const { sheets } = read;
  if (sheets.every(({ rows }) => rows.every((row) => row.every((cell) => cell === "")))) return refuse("file_empty");
  for (const { rows, lines } of sheets) {
    if (rows.length > limits.rows + 50) return refuse("file_too_many_rows");
    const wide = rows.findIndex((row) => row.length > limits.columns);
    if (wide >= 0) return { ok: false, reason: "file_too_wide", line: lines[wide] ?? wide + 1 };
  }
  const sha256 = createHash("sha256").update(content).digest();
  return { ok: true, list: { encoding: read.encoding, delimiter: read.delimiter, sheets, sha256 } };
}

type Sheets =
  | { ok: true; encoding: string; delimiter: string | null; sheets: ListSheet[] }
  | { ok: false; reason: ReadListRefusal; line?: number };

const refuse = (reason: ReadListRefusal) => ({ ok: false as const, reason });
const isZip = (content: Buffer) => content.subarray(0, 4).equals(Buffer.from("PK\u0003\u0004", "latin1"));

/** Files that are certainly no list, by their first bytes. */
function wrongKind(content: Buffer): ReadListRefusal | null {
  const head = content.subarray(0, 8);
  if (head.subarray(0, 8).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])))
    return content.includes(Buffer.from("EncryptedPackage", "utf16le")) ? "file_encrypted" : "file_old_excel";
  const starts = [
    "%PDF",
    "\x89PNG",
    "\xff\xd8\xff",
    "GIF8",
    "Rar!",
    "7z\xbc\xaf",
    "\x1f\x8b",
    "\x7fELF",
    "MZ\x90",
    "{\\rt",
  ];
  if (starts.some((start) => content.subarray(0, start.length).equals(Buffer.from(start, "latin1"))))
    return "file_wrong";
  return null;
}

// Workbooks

async function readWorkbook(content: Buffer): Promise<Sheets> {
  const unpacked = unpack(content);
  if (!unpacked.ok) return unpacked;
  try {
    // Packed again without compression: the reader unpacks nothing that has not been measured.
    const measured = Buffer.from(zipSync(unpacked.files, { level: 0 }));
    const sheets = await readExcelFile(measured, { trim: true });
    return {
      ok: true,
      encoding: "XLSX",
      delimiter: null,
      sheets: sheets.map(({ sheet, data }) => ({
        name: sheet.slice(0, 80),
        rows: data.map((row) => row.map(cellText)),
        lines: data.map((_row, place) => place + 1),
      })),
    };
  } catch {
    return refuse("file_broken");
  }
}

type Unpacked = { ok: true; files: Record<string, Uint8Array> } | { ok: false; reason: ReadListRefusal };

const neededParts =
  /^(\[Content_Types\]\.xml|_rels\/.*|xl\/(workbook\.xml|sharedStrings\.xml|styles\.xml|_rels\/.*|worksheets\/[^/]+\.xml))$/;

function unpack(content: Buffer): Unpacked {
  let size = 0;
  let entries = 0;
  let bomb = false;
  const names: string[] = [];
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(content, {
      filter: ({ name, originalSize, size: packed }) => {
        names.push(name);
        entries++;
        if (!neededParts.test(name)) return false;
        size += originalSize;
        bomb ||= size > limits.unpackedBytes || entries > 2000 || originalSize > 1_000_000 + packed * 200;
        return !bomb;
      },
    });
  } catch {
    return refuse("file_broken");
  }
  if (bomb) return refuse("file_bomb");
  if (!names.includes("xl/workbook.xml"))
    return refuse(names.some((name) => name.startsWith("xl/")) ? "file_broken" : "file_wrong");
  for (const [name, part] of Object.entries(files)) {
    if (!name.startsWith("xl/worksheets/")) continue;
    const extent = extentOf(strFromU8(part, part.length > 50_000_000));
    if (extent.rows > limits.rows + 50) return refuse("file_too_many_rows");
    if (extent.columns > limits.columns) return refuse("file_too_wide");
    // Formatted but empty cells far below or beside the list would become rows and columns of their own.
    if (extent.trimmed !== null) files[name] = Buffer.from(extent.trimmed);
  }
  return { ok: true, files };
}

const emptyCells = /<c\b[^>]*\/>|<c\b[^>]*><\/c>/g;
const emptyRows = /<row\b[^>]*\/>|<row\b[^>]*>\s*<\/row>/g;

function extentOf(xml: string): { rows: number; columns: number; trimmed: string | null } {
  const trimmed = xml.replace(emptyCells, "").replace(emptyRows, "");
  let rows = 0;
  let columns = 0;
  for (const [, letters = "", digits = ""] of trimmed.matchAll(/<c\b[^>]*?\br="([A-Z]{1,5})(\d{1,9})"/g)) {
    rows = Math.max(rows, Number(digits));
    columns = Math.max(columns, columnNumber(letters));
  }
  return { rows, columns, trimmed: trimmed.length === xml.length ? null : trimmed };
}

function columnNumber(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "" : value.toISOString().slice(0, 10);
  if (typeof value === "number") return Number.isInteger(value) ? value.toFixed(0) : String(value);
  if (typeof value === "boolean") return value ? "1" : "0";
  return tidy(String(value));
}

// Text

function readText(content: Buffer): Sheets {
  const decoded = decode(content);
  if (!decoded) return refuse("file_wrong");
  const asked = /^sep=(.)\r?\n/i.exec(decoded.text);
  const text = asked ? decoded.text.slice(asked[0].length) : decoded.text;
  const delimiter = asked?.[1] ?? bestDelimiter(text);
  if (!delimiter) return refuse("file_no_delimiter");
  try {
    const { rows, lines } = records(text, delimiter);
    const sheet = { name: null, rows, lines: asked ? lines.map((line) => line + 1) : lines };
    return { ok: true, encoding: decoded.encoding, delimiter, sheets: [sheet] };
  } catch (failure) {
    if (failure instanceof CsvError && failure.code === "CSV_QUOTE_NOT_CLOSED")
      return { ok: false, reason: "file_quote_open", line: openQuoteLine(failure, text) };
    if (failure instanceof CsvError && failure.code === "CSV_MAX_RECORD_SIZE") return refuse("file_broken");
    if (failure instanceof TooManyRows) return refuse("file_too_many_rows");
    return refuse("file_broken");
  }
}

class TooManyRows extends Error {}

function records(text: string, delimiter: string): { rows: string[][]; lines: number[] } {
  const rows: string[][] = [];
  const lines: number[] = [];
  let line = 1;
  const options = {
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: 200_000,
    info: true,
  } as const;
  parse(text, {
    ...options,
    skip_empty_lines: false,
    on_record: (item: unknown) => {
      const { record, info } = item as { record: string[]; info: { lines: number } };
      if (rows.length > limits.rows + 50) throw new TooManyRows();
      rows.push(record.map(tidy));
      lines.push(line);
      line = info.lines + 1;
      return null;
    },
  });
  return { rows, lines };
}

function openQuoteLine(failure: CsvError, text: string): number {
  const said = /line (\d+)/.exec(failure.message)?.[1];
  const last = text.split(/\r?\n/).length;
  return Math.min(Number(said ?? last), last);
}

/** Control characters and doubled spaces out, letters composed; what is longer than a cell may be is cut. */
function tidy(cell: string): string {
  return cell
    .slice(0, 2000)
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029\ufeff]+/gu, " ")
    .replace(/\s+/gu, " ")
    .trim();
}

function decode(content: Buffer): { text: string; encoding: string } | null {
  const marked = byMark(content);
  if (marked) return marked;
  const wide = wideWithoutMark(content);
  if (wide) return { text: iconv.decode(content, wide), encoding: wide.toUpperCase().replace("UTF-16", "UTF-16 ") };
  if (content.includes(0)) return null;
  const text = utf8(content);
  if (text !== null) return isText(text) ? { text, encoding: "UTF-8" } : null;
  return oneByte(content);
}

function byMark(content: Buffer): { text: string; encoding: string } | null {
  if (content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf) {
    const text = utf8(content.subarray(3));
    return text === null ? null : { text, encoding: "UTF-8 (BOM)" };
  }
  if (content[0] === 0xff && content[1] === 0xfe)
    return { text: iconv.decode(content.subarray(2), "utf-16le"), encoding: "UTF-16 LE" };
  if (content[0] === 0xfe && content[1] === 0xff)
    return { text: iconv.decode(content.subarray(2), "utf-16be"), encoding: "UTF-16 BE" };
  return null;
}

/** Every second byte of Latin text in UTF-16 is zero. */
function wideWithoutMark(content: Buffer): "utf-16le" | "utf-16be" | null {
  const sample = content.subarray(0, 4000);
  if (sample.length < 4) return null;
  const zeros = [0, 0];
  for (const [place, byte] of sample.entries()) if (byte === 0) zeros[place % 2] = (zeros[place % 2] ?? 0) + 1;
  const half = sample.length / 2;
  if ((zeros[1] ?? 0) > half * 0.7 && (zeros[0] ?? 0) < half * 0.1) return "utf-16le";
  if ((zeros[0] ?? 0) > half * 0.7 && (zeros[1] ?? 0) < half * 0.1) return "utf-16be";
  return null;
}

function utf8(content: Buffer): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch {
    return null;
  }
}

/**
 * Both write Albanian with the same bytes. Where they differ, letters of the neighbours (č, ć, đ) are taken for what
 * they look like, and the statistics of all letters decide about others.
 */
function oneByte(content: Buffer): { text: string; encoding: string } | null {
  const central = iconv.decode(content, "windows-1250");
  const western = iconv.decode(content, "windows-1252");
  const preferWestern = readsAsWestern(content, central, western);
  const text = preferWestern ? western : central;
  return isText(text) ? { text, encoding: preferWestern ? "Windows-1252" : "Windows-1250" } : null;
}

function readsAsWestern(content: Buffer, central: string, western: string): boolean {
  const differing = [...central].filter((letter, place) => letter !== western[place]);
  const odd = /[\u0080-\u009f\ufffd]/;
  if (odd.test(western) || differing.every((letter) => "čćđČĆĐ".includes(letter))) return false;
  if (odd.test(central)) return true;
  const guesses = analyse(content.subarray(0, 100_000));
  const confidence = (...names: string[]) =>
    Math.max(0, ...guesses.filter(({ name }) => names.includes(name)).map((guess) => guess.confidence));
  return confidence("windows-1252", "ISO-8859-1") > confidence("windows-1250", "ISO-8859-2");
}

/** Text has hardly any control characters but line ends and tabs. */
function isText(text: string): boolean {
  const sample = text.slice(0, 20_000);
  const controls = sample.match(/[\p{Cc}]/gu)?.filter((found) => !/[\t\r\n\f]/.test(found)).length ?? 0;
  return controls <= Math.max(2, sample.length * 0.005);
}

/** The delimiter that cuts most lines into the same number of cells, at least two. */
function bestDelimiter(text: string): string | null {
  const sample = text.split(/\r\n|\n|\r/, 60).join("\n");
  let best: { delimiter: string; score: number } | null = null;
  for (const delimiter of [",", ";", "\t", "|"]) {
    const widths = widthsOf(sample, delimiter).filter((width) => width > 1);
    const counts = new Map<number, number>();
    for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
    const [width = 0, rows = 0] = [...counts].sort((a, b) => b[1] * b[0] - a[1] * a[0])[0] ?? [];
    const score = rows * Math.min(width, 12);
    if (score > (best?.score ?? 0)) best = { delimiter, score };
  }
  if (best) return best.delimiter;
  // A list of names, one a line.
  return text.trim().split(/\r\n|\n|\r/).length > 1 ? ";" : null;
}

function widthsOf(sample: string, delimiter: string): number[] {
  try {
    const rows: string[][] = parse(sample, { delimiter, relax_column_count: true, relax_quotes: true });
    return rows.map((row) => row.length);
  } catch {
    return sample.split("\n").map((line) => line.split(delimiter).length);
  }
}
