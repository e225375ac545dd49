import { type Blob, blobsOf, measured } from "./blobs";
import {
  codeCell,
  codeHeight,
  codeLefts,
  codeTop,
  type Point,
  rowCode,
  rowHeight,
  rowsPerPage,
  rowTop,
  signatureBox,
} from "./layout";
import { carried, type Plane } from "./plane";
import { blurred, brightnessAt, halved, paperOf, type Raster } from "./raster";

/** What one row of a page shows. */
export interface RowReading {
  /** Ink that belongs to the row's signature box, in square millimetres. */
  ink: number;
  signed: boolean;
  /** False where a person has to look. */
  sure: boolean;
  /** Whether the row's own code was read beside it. */
  found: boolean;
}

/** Pixels per millimetre of the boxes laid straight. */
const FINE = 8;
const { x: boxLeft, width: boxWidth, height: boxHeight } = signatureBox(0);
const MARGIN = 1;
const stripWidth = (boxWidth + 2 * MARGIN) * FINE;
const rowPixels = rowHeight * FINE;
/** Printed lines and what is left of their blur, to each side. */
const LINE = 0.5 * FINE;
/** Nothing that a pen draws is wider, in pixels. */
const PEN = 3 * FINE;
const INK = 0.8;
const SPECK = 8;

/** Reads all rows of a page, from the plane that carries millimetres of the sheet to pixels of the photo. */
export function readRows(photo: Raster, plane: Plane): RowReading[] {
  const shifts = Array.from({ length: rowsPerPage }, (_, place) => shiftsOf(photo, plane, place));
  const strip = stripOf(photo, plane, shifts, bendOf(photo, plane, shifts));
  const ink = inkOf(strip);
  const owned = inkByRow(ink);
  return shifts.map((ends, place) => {
    const found = ends.some((end) => end.found);
    const verdict = verdictOf(owned[place] as OwnInk);
    return { ...verdict, sure: verdict.sure && found, found };
  });
}

type Ends = readonly [Shift, Shift];

interface Shift {
  x: number;
  y: number;
  found: boolean;
}

/** How far a code is looked for, up and down and to the sides, and in which steps; millimetres. */
const REACH = { x: 1.2, y: 2.4 };
const STEP = 0.3;

/** How far the codes at both ends of a row lie from where they should, in millimetres: paper bends, lenses too. */
function shiftsOf(photo: Raster, plane: Plane, place: number): Ends {
  const left = codeShift(photo, plane, place, codeLefts[0]);
  const right = codeShift(photo, plane, place, codeLefts[1]);
  if (left.found && !right.found) return [left, { ...left, found: false }];
  if (right.found && !left.found) return [{ ...right, found: false }, right];
  return [left, right];
}

function codeShift(photo: Raster, plane: Plane, place: number, left: number): Shift {
  const code = rowCode(place);
  const tries: { x: number; y: number; score: number }[] = [];
  for (let y = -REACH.y; y <= REACH.y + 0.01; y += STEP)
    for (let x = -REACH.x; x <= REACH.x + 0.01; x += STEP) {
      const score = codeScore(photo, plane, code, left + x, codeTop(place) + y);
      if (score > CONTRAST) tries.push({ x, y, score });
    }
  // Bars look the same a little higher or lower: the middle of the good places is where they are.
  const best = Math.max(...tries.map(({ score }) => score));
  const good = tries.filter(({ score }) => score > best * 0.9);
  if (good.length === 0) return { x: 0, y: 0, found: false };
  return { x: meanOf(good.map(({ x }) => x)), y: meanOf(good.map(({ y }) => y)), found: true };
}

/** Dark cells are at least so much darker than light ones, as a share of the light. */
const CONTRAST = 0.25;

/** By how much the dark cells are darker than paper, as a share; 0 where the cells are those of another code. */
function codeScore(photo: Raster, plane: Plane, code: readonly boolean[], x: number, y: number): number {
  const sample = (cell: number, down: number) => {
    const at = carried(plane, { x: x + (cell + 0.5) * codeCell, y: y + down });
    return brightnessAt(photo, at.x, at.y);
  };
  const values = code.map((_, cell) => (sample(cell, codeHeight * 0.1) + sample(cell, codeHeight * 0.9)) / 2);
  const dark = values.filter((_, cell) => code[cell]);
  const light = values.filter((_, cell) => !code[cell]);
  if (Math.max(...dark) >= Math.min(...light)) return 0;
  // What lies above and below the bars is paper: without it any height would do.
  const paper = [...light, ...[2, 5, 8].flatMap((cell) => [sample(cell, -0.5), sample(cell, codeHeight + 0.5)])];
  return 1 - meanOf(dark) / Math.max(1, meanOf(paper));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Millimetres between two looks at the printed lines, and how far they may have moved. */
const LOOK = boxWidth / 8;
const LINES = { reach: 2, step: 0.125 };
/** Lines of a box and of its neighbours, from the row's upper edge: one alone could be taken for another. */
const printedLines = [-0.6, 0.6, rowHeight - 0.6, rowHeight + 0.6];

/**
 * How far the printed lines of each row lie from where the codes say, at nine places from the left of the box to its right:
 * between its ends paper bends too. What a signature hides is taken from the rows around.
 */
function bendOf(photo: Raster, plane: Plane, shifts: readonly Ends[]): number[][] {
  const raw = shifts.map((ends, place) =>
    Array.from({ length: 9 }, (_, look) => lineShift(photo, plane, ends, place, boxLeft + look * LOOK)),
  );
  return raw.map((row, place) =>
    row.map((_, look) => medianOf(raw.slice(Math.max(0, place - 2), place + 3).map((other) => other[look] ?? 0))),
  );
}

function lineShift(photo: Raster, plane: Plane, ends: Ends, place: number, middle: number): number {
  let best = { shift: 0, sum: Number.POSITIVE_INFINITY };
  for (let shift = -LINES.reach; shift <= LINES.reach; shift += LINES.step) {
    let sum = 0;
    for (const line of printedLines)
      for (let x = Math.max(boxLeft, middle - 4); x <= Math.min(boxLeft + boxWidth, middle + 4); x += 0.8) {
        const at = carried(plane, shifted(ends, { x, y: rowTop(place) + line + shift }));
        sum += brightnessAt(photo, at.x, at.y);
      }
    if (sum < best.sum) best = { shift, sum };
  }
  return best.shift;
}

/** Where a place of the row lies by the codes at its two ends. */
function shifted([left, right]: Ends, { x, y }: Point): Point {
  const share = (x - codeLefts[0]) / (codeLefts[1] - codeLefts[0]);
  return { x: x + left.x + (right.x - left.x) * share, y: y + left.y + (right.y - left.y) * share };
}

function medianOf(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** The column of boxes laid straight, row under row. */
function stripOf(photo: Raster, plane: Plane, shifts: readonly Ends[], bends: readonly number[][]): Raster {
  const width = stripWidth;
  const data = new Uint8Array(width * rowPixels * rowsPerPage);
  for (const [place, ends] of shifts.entries())
    for (let column = 0; column < width; column++) {
      const x = boxLeft - MARGIN + column / FINE;
      const y = rowTop(place) + between(bends[place] ?? [], (x - boxLeft) / LOOK);
      const top = carried(plane, shifted(ends, { x, y }));
      const bottom = carried(plane, shifted(ends, { x, y: y + rowHeight }));
      // Between them the camera's view is as good as straight.
      const right = (bottom.x - top.x) / rowPixels;
      const down = (bottom.y - top.y) / rowPixels;
      for (let line = 0; line < rowPixels; line++)
        data[(place * rowPixels + line) * width + column] = brightnessAt(
          photo,
          top.x + line * right,
          top.y + line * down,
        );
    }
  return { width, height: rowPixels * rowsPerPage, data };
}

/** The value at a place between those of a list. */
function between(values: readonly number[], place: number): number {
  const within = Math.max(0, Math.min(values.length - 1, place));
  const low = Math.floor(within);
  const one = values[low] ?? 0;
  return one + ((values[low + 1] ?? one) - one) * (within - low);
}

/** One where there is ink, without the printed lines; a stroke that crosses them stays whole. */
function inkOf(strip: Raster): Uint8Array {
  const smooth = blurred(strip, 1);
  const paper = paperOf(halved(smooth), PEN / 2);
  const ink = new Uint8Array(strip.data.length);
  for (let y = 0, at = 0; y < strip.height; y++)
    for (let x = 0; x < strip.width; x++, at++)
      if ((smooth.data[at] as number) < (paper.data[(y >> 1) * paper.width + (x >> 1)] as number) * INK) ink[at] = 1;
  const upper = (rowHeight - boxHeight) / 2;
  const edges = [MARGIN * FINE, (MARGIN + boxWidth) * FINE];
  for (let place = 0; place < rowsPerPage; place++) {
    // From the lower line of one box to the upper one of the next there is only print.
    const from = Math.round(place * rowPixels - upper * FINE - LINE);
    const to = Math.round(place * rowPixels + upper * FINE + LINE);
    bridge(ink, strip, from, to);
  }
  bridge(ink, strip, Math.round(strip.height - upper * FINE - LINE), strip.height);
  for (const edge of edges)
    for (let line = 0; line < strip.height; line++)
      for (let column = Math.round(edge - LINE); column <= edge + LINE; column++) ink[line * strip.width + column] = 0;
  return ink;
}

/** Takes lines of print out, except where ink goes on above and below. */
function bridge(ink: Uint8Array, { width, height }: Raster, from: number, to: number): void {
  const near = (line: number, column: number) => {
    if (line < 0 || line >= height) return false;
    for (let at = column - 3; at <= column + 3; at++) if (ink[line * width + at]) return true;
    return false;
  };
  for (let column = 0; column < width; column++) {
    const through = (near(from - 1, column) || near(from - 3, column)) && (near(to, column) || near(to + 2, column));
    for (let line = Math.max(0, from); line < Math.min(height, to); line++)
      ink[line * width + column] = through ? 1 : 0;
  }
}

interface OwnInk {
  blobs: Blob[];
  /** Ink of a neighbour's signature that reaches well into this box, in pixels. */
  foreign: number;
}

/** Whose ink it is: a signature that crosses a line belongs where most of it is. */
function inkByRow(ink: Uint8Array): OwnInk[] {
  const rows: OwnInk[] = Array.from({ length: rowsPerPage }, () => ({ blobs: [], foreign: 0 }));
  for (const blob of blobsOf(ink, stripWidth, SPECK)) {
    const shares = new Map<number, number[]>();
    for (const at of blob.pixels) {
      const place = Math.floor(at / stripWidth / rowPixels);
      const known = shares.get(place);
      if (known) known.push(at);
      else shares.set(place, [at]);
    }
    const most = Math.max(...[...shares.values()].map((pixels) => pixels.length));
    for (const [place, pixels] of shares) {
      const row = rows[place];
      if (!row) continue;
      const whole = shares.size === 1;
      // Two signatures that touch are one blob: a large part is looked at for itself, and never taken as sure.
      if (whole) row.blobs.push(blob);
      else if (pixels.length === most) row.blobs.push(measured(Int32Array.from(pixels), stripWidth));
      else row.foreign += pixels.length;
    }
  }
  return rows;
}

const square = FINE * FINE;
/** Below this nobody has signed: specks, dots, the end of a neighbour's stroke. Square millimetres and millimetres. */
const NOTHING = { ink: 1.6, long: 3 };
/** From here on it is a signature. */
const SIGNATURE = { ink: 4.5, width: 9, height: 2.5 };
/** Of a neighbour's signature in this box, from which a person looks. */
const FOREIGN = 7;

function verdictOf({ blobs, foreign }: OwnInk): { ink: number; signed: boolean; sure: boolean } {
  const ink = areaOf(blobs) / square;
  const quiet = foreign / square <= FOREIGN;
  if (ink < NOTHING.ink || Math.max(...blobs.map(reach)) < NOTHING.long)
    return { ink, signed: false, sure: quiet && ink < NOTHING.ink * 3 };
  const written = blobs.filter((blob) => !isStraight(blob));
  const width = (Math.max(...written.map(({ right }) => right)) - Math.min(...written.map(({ left }) => left))) / FINE;
  const height = (Math.max(...written.map(({ bottom }) => bottom)) - Math.min(...written.map(({ top }) => top))) / FINE;
  const signed = areaOf(written) / square >= SIGNATURE.ink && width >= SIGNATURE.width && height >= SIGNATURE.height;
  return { ink, signed, sure: signed && quiet };
}

function areaOf(blobs: readonly Blob[]): number {
  return blobs.reduce((sum, { area }) => sum + area, 0);
}

/** The longer side of a blob in millimetres. */
function reach({ left, right, top, bottom }: Blob): number {
  return Math.max(right - left, bottom - top) / FINE;
}

/** A line through the box says that somebody is not there; one under a name says nothing. */
function isStraight({ long, short }: Blob): boolean {
  return Math.sqrt(short) / FINE < 0.5 && Math.sqrt(long) / FINE > 2.5;
}
