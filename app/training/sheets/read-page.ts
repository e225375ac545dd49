import { planeOfSheet, type QrCorners } from "./lay-straight";
import { sheetPage } from "./layout";
import { carried, type Plane } from "./plane";
import type { Raster } from "./raster";
import { type RowReading, readRows } from "./read-rows";

export type PageRefusal = "corner_hidden" | "too_small" | "too_dark" | "rows_hidden";
export type PageReading = { ok: true; plane: Plane; rows: RowReading[] } | { ok: false; reason: PageRefusal };

/** Pixels per millimetre that a signature needs. */
const LEAST = 2.8;
/** Brightness of the paper. */
const DARKEST = 45;

/** Reads a page out of a grey photo, once its QR is found; says why not where it cannot be read. */
export function readPage(photo: Raster, qr: QrCorners): PageReading {
  const plane = planeOfSheet(photo, qr);
  if (!plane) return { ok: false, reason: "corner_hidden" };
  if (scaleOf(plane) < LEAST) return { ok: false, reason: "too_small" };
  if (brightnessOfPaper(photo, plane) < DARKEST) return { ok: false, reason: "too_dark" };
  const rows = readRows(photo, plane);
  if (rows.filter(({ found }) => found).length * 3 < rows.length * 2) return { ok: false, reason: "rows_hidden" };
  return { ok: true, plane, rows };
}

/** Pixels per millimetre at the page's far end, where it is smallest. */
function scaleOf(plane: Plane): number {
  const { width, height } = sheetPage;
  const [a, b, c, d] = [
    carried(plane, { x: 0, y: 0 }),
    carried(plane, { x: width, y: 0 }),
    carried(plane, { x: width, y: height }),
    carried(plane, { x: 0, y: height }),
  ];
  return Math.min(
    Math.hypot(b.x - a.x, b.y - a.y) / width,
    Math.hypot(c.x - d.x, c.y - d.y) / width,
    Math.hypot(d.x - a.x, d.y - a.y) / height,
    Math.hypot(c.x - b.x, c.y - b.y) / height,
  );
}

function brightnessOfPaper(photo: Raster, plane: Plane): number {
  const values: number[] = [];
  for (let x = 20; x < sheetPage.width - 20; x += 5)
    for (let y = 20; y < sheetPage.height - 20; y += 5) {
      const at = carried(plane, { x, y });
      values.push(photo.data[Math.round(at.y) * photo.width + Math.round(at.x)] ?? 0);
    }
  return values.sort((one, other) => one - other)[values.length >> 1] ?? 0;
}
