import { Temporal } from "temporal-polyfill";

const zone = "Europe/Tirane";

/** The instant at which the clock in Tirana shows this time on this day; a time that is skipped moves forward. */
export function instantInTirana(day: string, time: string): Date {
  return new Date(Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone).epochMilliseconds);
}

function local(instant: Date) {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone).toPlainDateTime();
}

/** Day ("2026-11-27") and time ("09:30") that Tirana shows at an instant. */
export function clockInTirana(instant: Date): { day: string; time: string } {
  const clock = local(instant);
  return { day: clock.toPlainDate().toString(), time: clock.toPlainTime().toString({ smallestUnit: "minute" }) };
}

export interface SittingTimes {
  startsAt: Date;
  endsAt: Date;
}

export type SittingsRefusal = "no_sittings" | "ends_before_begin" | "too_long" | "overlap";

/** Why sittings cannot be held like this, with the place in the list; a sitting lasts 16 hours at most. */
export function sittingsRefusal(times: readonly SittingTimes[]): { reason: SittingsRefusal; place: number } | null {
  if (times.length === 0) return { reason: "no_sittings", place: 0 };
  for (const [place, { startsAt, endsAt }] of times.entries()) {
    if (endsAt <= startsAt) return { reason: "ends_before_begin", place };
    if (endsAt.getTime() - startsAt.getTime() > 16 * 3_600_000) return { reason: "too_long", place };
  }
  for (const [place, one] of times.entries())
    for (const other of times.slice(0, place))
      if (one.startsAt < other.endsAt && other.startsAt < one.endsAt) return { reason: "overlap", place };
  return null;
}

/** In the order in which they are held. */
export function inOrder<T extends SittingTimes>(times: readonly T[]): T[] {
  return [...times].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
}

/**
 * The sittings with the first one beginning on this day, at this time or at the same as now: the clock in Tirana moves
 * all of them by as much, also over the night in which it changes.
 */
export function beginningOn<T extends SittingTimes>(times: readonly T[], day: string, time: string | null = null): T[] {
  const [first] = inOrder(times);
  if (!first) return [];
  const from = local(first.startsAt);
  const by = from.until(Temporal.PlainDateTime.from(`${day}T${time ?? from.toPlainTime()}`), { largestUnit: "minute" });
  const moved = (instant: Date) => new Date(local(instant).add(by).toZonedDateTime(zone).epochMilliseconds);
  return times.map((one) => ({ ...one, startsAt: moved(one.startsAt), endsAt: moved(one.endsAt) }));
}

/** How often something is held again; all of them keep the weekday but the first. */
export const repetitions = ["day", "week", "two_weeks", "four_weeks"] as const;
export type Repetition = (typeof repetitions)[number];
const daysBetween: Record<Repetition, number> = { day: 1, week: 7, two_weeks: 14, four_weeks: 28 };

/** The first days of so many more holdings, from this one on. */
export function repeatedDays(first: string, every: Repetition, times: number): string[] {
  const start = Temporal.PlainDate.from(first);
  return Array.from({ length: times }, (_, place) => start.add({ days: daysBetween[every] * place }).toString());
}

/** First and last calendar day in Tirana; null without sittings. */
export function daysOf(times: readonly SittingTimes[]): { startsOn: string; endsOn: string } | null {
  const days = times.map(({ startsAt }) => clockInTirana(startsAt).day).sort();
  const [startsOn] = days;
  return startsOn ? { startsOn, endsOn: days.at(-1) ?? startsOn } : null;
}

/** All minutes of the sittings together. */
export function plannedMinutes(times: readonly SittingTimes[]): number {
  return times.reduce((sum, { startsAt, endsAt }) => sum + (endsAt.getTime() - startsAt.getTime()) / 60_000, 0);
}

/** The sittings grouped by their day in Tirana, in order. */
export function byDay<T extends SittingTimes>(times: readonly T[]): { day: string; sittings: T[] }[] {
  const groups = new Map<string, T[]>();
  for (const one of inOrder(times)) {
    const { day } = clockInTirana(one.startsAt);
    groups.set(day, [...(groups.get(day) ?? []), one]);
  }
  return [...groups].map(([day, sittings]) => ({ day, sittings }));
}
