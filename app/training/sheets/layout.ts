/**
 * Where everything stands on a signature sheet, in millimetres from the top left of an A4 page: what is printed and what
 * is looked for in a photo come from here.
 */
export const sheetPage = { width: 210, height: 297 } as const;

export interface Point {
  x: number;
  y: number;
}

export interface Box extends Point {
  width: number;
  height: number;
}

/** Full black squares, so that a photo taken askew can be laid straight: by the middle of each, clockwise from top left. */
export const cornerEdge = 6;
export const corners: readonly [Point, Point, Point, Point] = [
  { x: 11, y: 11 },
  { x: 199, y: 11 },
  { x: 199, y: 286 },
  { x: 11, y: 286 },
];

/** The dark part of the QR code; it tells sheet and page, and which way is up. */
export const qrBox: Box = { x: 166, y: 10, width: 24, height: 24 };

export const rowsPerPage = 18;
/** Rows without a name at the end of every sheet, at least. */
export const blankRows = 4;
const firstRow = 50;
export const rowHeight = 12;

/** The upper edge of a row by its place on the page, from 0. */
export function rowTop(place: number): number {
  return firstRow + place * rowHeight;
}

/** Where to sign in a row. */
export function signatureBox(place: number): Box {
  return { x: 102, y: rowTop(place) + 0.6, width: 84, height: rowHeight - 1.2 };
}

/** Each row carries its code at both ends: a row that is hidden, torn or badly bent is not read as somebody else's. */
export const codeCell = 0.75;
export const codeHeight = 3;
export const codeLefts: readonly [number, number] = [11, 190];

export function codeTop(place: number): number {
  return rowTop(place) + 7;
}

/** The dark (true) and light cells of a row's code: a bar, five bits, the same bits turned round, a bar. */
export function rowCode(place: number): boolean[] {
  const bits = Array.from({ length: 5 }, (_, bit) => (((place + 1) >> (4 - bit)) & 1) === 1);
  return [true, ...bits, ...bits.map((bit) => !bit), true];
}

/** Pages that so many people fill, with the blank rows. */
export function pagesFor(people: number): number {
  return Math.ceil((people + blankRows) / rowsPerPage);
}

/** Page from 1 and place on it from 0 of a row's position, which counts from 1 over the whole sheet. */
export function placeOf(position: number): { page: number; place: number } {
  return { page: Math.ceil(position / rowsPerPage), place: (position - 1) % rowsPerPage };
}

/** What the QR of a page holds: letters that fit the smallest code, and nothing about anybody. */
export function pageMark(code: string, page: number): string {
  return `PKS${code}${String(page).padStart(2, "0")}`;
}

/** Sheet and page out of a QR; `null` where it is none of ours. */
export function readPageMark(mark: string): { code: string; page: number } | null {
  const [, code, page] = /^PKS([0-9A-Z]{10})(\d{2})$/.exec(mark) ?? [];
  return code && page ? { code, page: Number(page) } : null;
}

/** Pages have two digits in their mark. */
export const mostPages = 99;
