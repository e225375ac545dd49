/** A grey picture, a byte a pixel, row by row; 0 is black. */
export interface Raster {
  width: number;
  height: number;
  data: Uint8Array;
}

/** The brightness between the pixels; white outside of the picture. */
export function brightnessAt({ width, height, data }: Raster, x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) return 255;
  const right = x - left;
  const down = y - top;
  const at = top * width + left;
  const upper = (data[at] as number) * (1 - right) + (data[at + 1] as number) * right;
  const lower = (data[at + width] as number) * (1 - right) + (data[at + width + 1] as number) * right;
  return upper * (1 - down) + lower * down;
}

/** Half as wide and half as high, four pixels in one. */
export function halved({ width, height, data }: Raster): Raster {
  const half = { width: width >> 1, height: height >> 1 };
  const out = new Uint8Array(half.width * half.height);
  for (let y = 0; y < half.height; y++)
    for (let x = 0; x < half.width; x++) {
      const at = 2 * (y * width + x);
      const sum =
        (data[at] as number) +
        (data[at + 1] as number) +
        (data[at + width] as number) +
        (data[at + width + 1] as number);
      out[y * half.width + x] = sum >> 2;
    }
  return { ...half, data: out };
}

/** The mean of the square that reaches `reach` pixels in every direction. */
export function blurred({ width, height, data }: Raster, reach: number): Raster {
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y++) {
    let line = 0;
    for (let x = 0; x < width; x++) {
      line += data[y * width + x] as number;
      sums[(y + 1) * (width + 1) + x + 1] = (sums[y * (width + 1) + x + 1] as number) + line;
    }
  }
  const out = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const top = Math.max(0, y - reach) * (width + 1);
    const bottom = Math.min(height, y + reach + 1) * (width + 1);
    for (let x = 0; x < width; x++) {
      const left = Math.max(0, x - reach);
      const right = Math.min(width, x + reach + 1);
      const sum =
        (sums[bottom + right] as number) -
        (sums[bottom + left] as number) -
        (sums[top + right] as number) +
        (sums[top + left] as number);
      out[y * width + x] = (sum * (width + 1)) / ((bottom - top) * (right - left));
    }
  }
  return { width, height, data: out };
}

/**
 * The paper as it would be without what is drawn on it: dark things narrower than `size` pixels are filled, edges of
 * shadows stay where they are (a morphological closing).
 */
export function paperOf(raster: Raster, size: number): Raster {
  const wide = spread(spread(raster, size, 1, Math.max), size, raster.width, Math.max);
  return spread(spread(wide, size, -1, Math.min), size, -raster.width, Math.min);
}

/** The highest (or lowest) of `size` neighbours in one direction, by doubling. */
function spread({ width, height, data }: Raster, size: number, step: number, pick: (a: number, b: number) => number) {
  let from = data;
  const across = Math.abs(step) === 1;
  const length = across ? width : height;
  for (let reached = 1; reached < size; ) {
    const more = Math.min(reached, size - reached);
    const out = new Uint8Array(from.length);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const at = y * width + x;
        const along = across ? x : y;
        const other = step > 0 ? along + more : along - more;
        const value = from[at] as number;
        out[at] = other < 0 || other >= length ? value : pick(value, from[at + more * step] as number);
      }
    from = out;
    reached += more;
  }
  return { width, height, data: from };
}
