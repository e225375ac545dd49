import { type Blob, blobsOf } from "./blobs";
import { cornerEdge, corners, type Point, qrBox } from "./layout";
import { carried, type Plane, planeOf } from "./plane";
import { blurred, halved, type Raster } from "./raster";

/** Corners of the QR code in the photo, clockwise from its own top left. */
export type QrCorners = readonly [Point, Point, Point, Point];

const qrCorners: QrCorners = [
  { x: qrBox.x, y: qrBox.y },
  { x: qrBox.x + qrBox.width, y: qrBox.y },
  { x: qrBox.x + qrBox.width, y: qrBox.y + qrBox.height },
  { x: qrBox.x, y: qrBox.y + qrBox.height },
];
/** How far the QR may lie from where the corner squares say, in millimetres. */
const TOLERANCE = 3;
/** The paper around a square counts as well: a window of about 20 mm to each side. */
const WINDOW = 20;
const MOST = 24;

/**
 * The plane that carries millimetres of the sheet to pixels of the photo, by its four corner squares; `null` where not all
 * four are seen. The QR says about where, how large and which way up.
 */
export function planeOfSheet(photo: Raster, qr: QrCorners): Plane | null {
  const small = photo.width * photo.height > 1_500_000;
  const raster = small ? halved(photo) : photo;
  const scale = small ? 2 : 1;
  const seen = qr.map(({ x, y }) => ({ x: x / scale, y: y / scale }));
  const first = planeOf(qrCorners, seen);
  if (!first) return null;
  const perMillimetre = edgeOf(seen) / qrBox.width;
  const squares = squaresOf(raster, perMillimetre);
  const found = bestCorners(squares, first, seen, perMillimetre);
  // Middles of whole pixels: a pixel of the small picture is two wide.
  const shift = (scale - 1) / 2;
  return (
    found &&
    planeOf(
      corners,
      found.map(({ x, y }) => ({ x: x * scale + shift, y: y * scale + shift })),
    )
  );
}

function edgeOf(points: readonly Point[]): number {
  const lengths = points.map(({ x, y }, at) => {
    const next = points[(at + 1) % points.length] as Point;
    return Math.hypot(next.x - x, next.y - y);
  });
  return lengths.reduce((sum, length) => sum + length, 0) / points.length;
}

/** Full dark quadrangles of about the right size, the fullest first. */
function squaresOf(raster: Raster, perMillimetre: number): Blob[] {
  const paper = blurred(raster, Math.round(WINDOW * perMillimetre));
  const mask = raster.data.map((value, at) => (value < (paper.data[at] as number) * 0.7 ? 1 : 0));
  const area = (cornerEdge * perMillimetre) ** 2;
  return blobsOf(mask, raster.width, area * 0.2)
    .filter((blob) => blob.area < area * 4 && blob.long < blob.short * 6 && Math.abs(fullness(blob) - 1) < 0.18)
    .sort((a, b) => Math.abs(fullness(a) - 1) - Math.abs(fullness(b) - 1))
    .slice(0, MOST);
}

/** One for a full parallelogram, whatever its angles. */
function fullness({ area, long, short }: Blob): number {
  return area / (12 * Math.sqrt(long * short));
}

/** The four squares whose plane brings the QR closest to where it is seen. */
function bestCorners(squares: readonly Blob[], first: Plane, qr: readonly Point[], perMillimetre: number) {
  const limit = TOLERANCE * perMillimetre;
  // The square beside the QR is where the QR says; the others are too far away for it to know.
  const beside = carried(first, corners[1]);
  const nearest = squares
    .filter((blob) => distance(blob, beside) < 6 * perMillimetre)
    .sort((a, b) => distance(a, beside) - distance(b, beside))[0];
  if (!nearest) return null;
  let best: { points: Point[]; error: number } | null = null;
  const others = squares.filter((blob) => blob !== nearest);
  for (const topLeft of others)
    for (const bottomRight of others)
      for (const bottomLeft of others) {
        const points: Point[] = [topLeft, nearest, bottomRight, bottomLeft];
        if (!turnsClockwise(points)) continue;
        const plane = planeOf(corners, points);
        if (!plane) continue;
        const error = Math.max(...qrCorners.map((corner, at) => distance(carried(plane, corner), qr[at] as Point)));
        if (error < limit && error < (best?.error ?? Number.POSITIVE_INFINITY)) best = { points, error };
      }
  return best?.points ?? null;
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

/** Four different points in a convex round, as the page's corners are. */
function turnsClockwise(points: readonly Point[]): boolean {
  return points.every((point, at) => {
    const next = points[(at + 1) % 4] as Point;
    const after = points[(at + 2) % 4] as Point;
    return (next.x - point.x) * (after.y - next.y) - (next.y - point.y) * (after.x - next.x) > 0;
  });
}
