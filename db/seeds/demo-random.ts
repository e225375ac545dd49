/** The same numbers at every loading: demo data does not change by chance. */
export interface Dice {
  /** A whole number between both, both included. */
  whole(from: number, to: number): number;
  /** True in so many of a hundred throws. */
  chance(percent: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** So many different ones, in random order. */
  some<T>(list: readonly T[], count: number): T[];
}

/** Dice that fall alike for the same seed (mulberry32). */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  const some = <T>(list: readonly T[], count: number): T[] => {
    const left = [...list];
    const taken: T[] = [];
    while (taken.length < count && left.length > 0) taken.push(...left.splice(whole(0, left.length - 1), 1));
    return taken;
  };
  return {
    whole,
    some,
    chance: (percent) => next() * 100 < percent,
    pick: (list) => list[whole(0, list.length - 1)] as (typeof list)[number],
  };
}
