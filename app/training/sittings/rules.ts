import { Temporal } from "temporal-polyfill";

const zone = "Europe/Tirane";

/** The instant at which the clock in Tirana shows this time on this day; a time that is skipped moves forward. */
export function instantInTirana(day: string, time: string): Date {
  const local = Temporal.PlainDateTime.from(`${day}T${time}`);
  return new Date(local.toZonedDateTime(zone).epochMilliseconds);
}

/** Day ("2026-11-27") and time ("09:30") that Tirana shows at an instant. */
export function clockInTirana(instant: Date): { day: string; time: string } {
  const local = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);
  return { day: local.toPlainDate().toString(), time: local.toPlainTime().toString({ smallestUnit: "minute" }) };
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
