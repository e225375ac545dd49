/** Dark pixels that hang together. */
export interface Blob {
  /** Number of pixels. */
  area: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
  /** Its middle. */
  x: number;
  y: number;
  /** Spread along its longer and shorter axis: variances, in pixels squared. */
  long: number;
  short: number;
  /** Indices of its pixels. */
  pixels: Int32Array;
}

/** All blobs of at least `least` pixels of a mask (1 is dark), neighbours across corners included. */
export function blobsOf(mask: Uint8Array, width: number, least: number): Blob[] {
  const seen = Uint8Array.from(mask);
  const queue = new Int32Array(mask.length);
  const blobs: Blob[] = [];
  for (let start = 0; start < seen.length; start++) {
    if (!seen[start]) continue;
    seen[start] = 0;
    queue[0] = start;
    let end = 1;
    for (let next = 0; next < end; next++) {
      const at = queue[next] as number;
      const x = at % width;
      for (let down = -width; down <= width; down += width)
        for (let right = x > 0 ? -1 : 0; right <= (x + 1 < width ? 1 : 0); right++) {
          const neighbour = at + down + right;
          if (!seen[neighbour]) continue;
          seen[neighbour] = 0;
          queue[end++] = neighbour;
        }
    }
    if (end >= least) blobs.push(measured(queue.slice(0, end), width));
  }
  return blobs;
}

/** Where pixels lie and how they spread. */
export function measured(pixels: Int32Array, width: number): Blob {
  let [left, top, right, bottom] = [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 0, 0];
  let [sumX, sumY, sumXX, sumYY, sumXY] = [0, 0, 0, 0, 0];
  for (const at of pixels) {
    const x = at % width;
    const y = (at - x) / width;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
    sumX += x;
    sumY += y;
    sumXX += x * x;
    sumYY += y * y;
    sumXY += x * y;
  }
  const area = pixels.length;
  const x = sumX / area;
  const y = sumY / area;
  const [xx, yy, xy] = [sumXX / area - x * x, sumYY / area - y * y, sumXY / area - x * y];
  const half = Math.hypot((xx - yy) / 2, xy);
  const middle = (xx + yy) / 2;
  return { area, left, top, right, bottom, x, y, long: middle + half, short: Math.max(0, middle - half), pixels };
}
