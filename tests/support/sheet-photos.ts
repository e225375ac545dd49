import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import sharp from "sharp";
import { type Point, rowsPerPage, sheetPage, signatureBox } from "#app/training/sheets/layout";
import { carried, planeOf } from "#app/training/sheets/plane";

/** What stands in a row of a filled sheet; the first three are signatures. */
export const rowKinds = ["signature", "over_the_lines", "initials", "empty", "dot", "dash", "beside"] as const;
export type RowKind = (typeof rowKinds)[number];
export const isSigned = (kind: RowKind) => rowKinds.indexOf(kind) < 3;

/** Numbers between 0 and 1 that are the same for the same seed (mulberry32). */
export function chances(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    between: (from: number, to: number) => from + (to - from) * next(),
    happens: (share: number) => next() < share,
    oneOf: <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)] as T,
  };
}
export type Chances = ReturnType<typeof chances>;

/** Pixels per millimetre of a printed page. */
const PRINT = 8;
const printWidth = sheetPage.width * PRINT;
const printHeight = sheetPage.height * PRINT;

/** The pages of a sheet's PDF as PNG. */
export async function printed(pdf: Uint8Array): Promise<Buffer[]> {
  const task = getDocument({ data: new Uint8Array(pdf), useSystemFonts: false, verbosity: 0 });
  const document = await task.promise;
  const factory = document.canvasFactory as unknown as {
    create(width: number, height: number): { canvas: HTMLCanvasElement & { toBuffer(type: string): Buffer } };
  };
  const pages: Buffer[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { canvas } = factory.create(printWidth, printHeight);
    await page.render({ canvas, viewport: page.getViewport({ scale: (PRINT * 25.4) / 72 }) }).promise;
    pages.push(canvas.toBuffer("image/png"));
  }
  await task.destroy();
  return pages;
}

/** Draws with a pen what stands in the rows of a printed page. */
export async function filled(page: Buffer, kinds: readonly RowKind[], chance: Chances): Promise<Buffer> {
  const pen = chance.oneOf(["#1b2a6b", "#2a3f9a", "#141414", "#303030"]);
  const strokes = kinds.map((kind, place) => strokeOf(kind, place, chance));
  const width = chance.between(0.35, 0.75);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${sheetPage.width} ${sheetPage.height}"
    width="${printWidth}" height="${printHeight}"><path d="${strokes.join("")}" fill="none" stroke="${pen}"
    stroke-opacity="${chance.between(0.75, 1).toFixed(2)}" stroke-width="${width.toFixed(2)}" stroke-linecap="round"
    stroke-linejoin="round"/></svg>`;
  return sharp(page)
    .composite([{ input: Buffer.from(svg) }])
    .flatten({ background: "#ffffff" })
    .png({ compressionLevel: 1 })
    .toBuffer();
}

function strokeOf(kind: RowKind, place: number, chance: Chances): string {
  const box = signatureBox(place);
  const middle = box.y + box.height / 2;
  if (kind === "empty") return "";
  if (kind === "dot") {
    const x = box.x + chance.between(3, box.width - 3);
    const y = middle + chance.between(-4, 4);
    return `M${x} ${y}l${chance.between(0, 0.8)} ${chance.between(0, 0.8)}`;
  }
  if (kind === "dash") {
    const from = box.x + chance.between(4, 15);
    return `M${from} ${middle + chance.between(-1.5, 1.5)}l${chance.between(25, 60)} ${chance.between(-1.5, 1.5)}`;
  }
  if (kind === "beside")
    return handwriting({ x: chance.between(50, 70), y: middle, width: chance.between(8, 24), height: 5 }, chance);
  const sizes = {
    signature: { width: chance.between(22, 60), height: chance.between(5, 9) },
    over_the_lines: { width: chance.between(28, 75), height: chance.between(11, 17) },
    initials: { width: chance.between(9, 15), height: chance.between(4.5, 7) },
  };
  const { width, height } = sizes[kind];
  const x = box.x + chance.between(1, Math.max(1.5, box.width - width - 1));
  return handwriting({ x, y: middle + chance.between(-1.2, 1.2), width, height }, chance);
}

/** Loops and bows that run to the right, with a flourish now and then; y is their middle. */
function handwriting(
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  chance: Chances,
): string {
  const letters = Math.max(3, Math.round(width / chance.between(3, 6)));
  const points = Array.from({ length: letters * 2 + 1 }, (_, at) => ({
    x: x + (width * at) / (letters * 2) + chance.between(-1, 1),
    y: y + (at % 2 === 0 ? 1 : -1) * chance.between(0.2, 0.5) * height * (at < 2 || chance.happens(0.25) ? 1 : 0.6),
  }));
  const [first = { x, y }, ...rest] = points;
  let path = `M${first.x} ${first.y}`;
  for (const point of rest) {
    const bow = chance.between(-2, 2);
    path += `S${point.x + bow} ${point.y - bow} ${point.x} ${point.y}`;
  }
  if (chance.happens(0.3))
    path += `M${x + width * 0.2} ${y + height * 0.4}q${width * 0.4} ${chance.between(-2, 2)} ${width * 0.75} ${chance.between(-1, 1)}`;
  return path;
}

export interface Shot {
  /** Longer side of the photo in pixels. */
  size: number;
  /** How far the corners move, as a share of the page. */
  askew: number;
  /** Degrees. */
  turn: number;
  /** Gaussian, in pixels. */
  blur: number;
  /** Standard deviation of the brightness. */
  noise: number;
  /** How dark a shadow is: 1 is none. */
  shadow: number;
  /** Brightness of the paper. */
  light: number;
  /** Bend of the paper in millimetres. */
  bend: number;
  quality: number;
}

/** How somebody with a phone would take it: mostly well, sometimes badly. */
export function someShot(chance: Chances): Shot {
  return {
    size: chance.oneOf([1800, 2400, 3000]),
    askew: chance.between(0, 0.09),
    turn: chance.oneOf([0, 0, 0, 90, 180, 270]) + chance.between(-9, 9),
    blur: chance.between(0, 1.3),
    noise: chance.between(1, 9),
    shadow: chance.happens(0.5) ? chance.between(0.5, 0.85) : 1,
    light: chance.between(130, 245),
    bend: chance.between(0, 2),
    quality: Math.round(chance.between(60, 92)),
  };
}

/** A photo of a page, as JPEG: askew on a table, in some light. */
export async function photographed(page: Buffer, shot: Shot, chance: Chances): Promise<Buffer> {
  const paper = await sharp(page).flatten({ background: "#ffffff" }).greyscale().extractChannel(0).raw().toBuffer();
  const upright = Math.abs(Math.sin((shot.turn * Math.PI) / 180)) < 0.7;
  const width = Math.round(upright ? shot.size * 0.75 : shot.size);
  const height = Math.round(upright ? shot.size : shot.size * 0.75);
  const back = planeBack(width, height, shot, chance);
  const shade = shadeOf(width, height, shot, chance);
  const table = chance.between(40, 150);
  const out = Buffer.alloc(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = carried(back, { x, y });
      const bent = at.y + shot.bend * Math.sin((at.x / sheetPage.width) * Math.PI);
      const value = paperAt(paper, at.x * PRINT, bent * PRINT);
      const lit = value < 0 ? table + 12 * Math.sin(x / 9) : (value * shot.light) / 255;
      out[y * width + x] = Math.max(0, Math.min(255, lit * shade(x, y)));
    }
  const soft = sharp(out, { raw: { width, height, channels: 1 } });
  const blurred = await (shot.blur > 0.3 ? soft.blur(shot.blur) : soft).extractChannel(0).raw().toBuffer();
  for (let at = 0; at < blurred.length; at++) {
    const grain = (chance.next() + chance.next() + chance.next() - 1.5) * 2 * shot.noise;
    blurred[at] = Math.max(0, Math.min(255, (blurred[at] as number) + grain));
  }
  return sharp(blurred, { raw: { width, height, channels: 1 } })
    .toColourspace("srgb")
    .jpeg({ quality: shot.quality })
    .toBuffer();
}

/** From pixels of the photo to millimetres of the page. */
function planeBack(width: number, height: number, { askew, turn }: Shot, chance: Chances) {
  const angle = (turn * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const around = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ].map(([right = 0, down = 0]) => ({ x: (right - 0.5) * sheetPage.width, y: (down - 0.5) * sheetPage.height }));
  const turned = around.map(({ x, y }) => ({
    x: (x * cos - y * sin) * (1 + chance.between(-askew, askew)),
    y: (x * sin + y * cos) * (1 + chance.between(-askew, askew)),
  }));
  const scale = Math.min(
    width / (2 * Math.max(...turned.map(({ x }) => Math.abs(x)))),
    height / (2 * Math.max(...turned.map(({ y }) => Math.abs(y)))),
  );
  const size = scale * chance.between(0.86, 0.97);
  const seen = turned.map(({ x, y }) => ({ x: width / 2 + x * size, y: height / 2 + y * size }));
  const page = around.map(({ x, y }) => ({ x: x + sheetPage.width / 2, y: y + sheetPage.height / 2 }));
  const plane = planeOf(seen, page as Point[]);
  if (!plane) throw new Error("the page lies edgewise");
  return plane;
}

function shadeOf(width: number, height: number, { shadow }: Shot, chance: Chances) {
  const [fallX, fallY] = [chance.between(-0.2, 0.2), chance.between(-0.2, 0.2)];
  const angle = chance.between(0, 2 * Math.PI);
  const edge = chance.between(-0.2, 0.2);
  const softness = chance.between(0.004, 0.08);
  return (x: number, y: number) => {
    const right = x / width - 0.5;
    const down = y / height - 0.5;
    const into = (right * Math.cos(angle) + down * Math.sin(angle) - edge) / softness;
    const inShadow = 1 / (1 + Math.exp(-into));
    return (1 + fallX * right + fallY * down) * (1 - (1 - shadow) * inShadow);
  };
}

function paperAt(paper: Buffer, x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  if (left < 0 || top < 0 || left + 1 >= printWidth || top + 1 >= printHeight) return -1;
  const at = top * printWidth + left;
  const [right, down] = [x - left, y - top];
  const upper = (paper[at] as number) * (1 - right) + (paper[at + 1] as number) * right;
  const lower = (paper[at + printWidth] as number) * (1 - right) + (paper[at + printWidth + 1] as number) * right;
  return upper * (1 - down) + lower * down;
}

/** Kinds for a page's rows: most people have signed. */
export function someRows(chance: Chances): RowKind[] {
  return Array.from({ length: rowsPerPage }, () => {
    if (chance.happens(0.55))
      return chance.oneOf(["signature", "signature", "signature", "over_the_lines", "initials"]);
    return chance.oneOf(["empty", "empty", "empty", "dot", "dash", "beside"]);
  });
}
