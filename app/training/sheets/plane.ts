import type { Point } from "./layout";

/** Eight numbers that lay one plane upon another as a camera does. */
export type Plane = Float64Array;

const UNKNOWNS = 8;
const WIDTH = UNKNOWNS + 1;

/** The plane that carries each `from` to its `to`: four pairs exactly, more by least squares; `null` where there is none. */
export function planeOf(from: readonly Point[], to: readonly Point[]): Plane | null {
  // Normal equations of the two linear equations that every pair gives.
  const rows = Array.from({ length: UNKNOWNS }, () => new Float64Array(WIDTH));
  from.forEach(({ x, y }, at) => {
    const { x: u, y: v } = to[at] ?? { x: Number.NaN, y: Number.NaN };
    for (const equation of [
      [x, y, 1, 0, 0, 0, -u * x, -u * y, u],
      [0, 0, 0, x, y, 1, -v * x, -v * y, v],
    ])
      for (const [at, row] of rows.entries()) {
        const weight = equation[at] ?? 0;
        for (const [column, value] of equation.entries()) row[column] = (row[column] ?? 0) + weight * value;
      }
  });
  return solved(rows);
}

/** Where a point comes to lie. */
export function carried(plane: Plane, { x, y }: Point): Point {
  const depth = at(plane, 6) * x + at(plane, 7) * y + 1;
  return {
    x: (at(plane, 0) * x + at(plane, 1) * y + at(plane, 2)) / depth,
    y: (at(plane, 3) * x + at(plane, 4) * y + at(plane, 5)) / depth,
  };
}

// Read by place: taking a typed array apart goes through its iterator, which takes ten times as long.
const at = (plane: Plane, place: number) => plane[place] as number;

/** Gauss with the largest pivot; `null` for equations that depend on each other. */
function solved(rows: Float64Array[]): Plane | null {
  for (let column = 0; column < UNKNOWNS; column++) {
    const rest = rows.slice(column).sort((a, b) => Math.abs(b[column] ?? 0) - Math.abs(a[column] ?? 0));
    rows.splice(column, rest.length, ...rest);
    const pivot = rows[column] as Float64Array;
    const head = pivot[column] ?? 0;
    if (!(Math.abs(head) > 1e-9)) return null;
    for (const row of rows) {
      const share = row === pivot ? 0 : (row[column] ?? 0) / head;
      if (share !== 0) for (let at = column; at < WIDTH; at++) row[at] = (row[at] ?? 0) - share * (pivot[at] ?? 0);
    }
  }
  return Float64Array.from(rows, (row, at) => (row[UNKNOWNS] ?? 0) / (row[at] ?? 1));
}
