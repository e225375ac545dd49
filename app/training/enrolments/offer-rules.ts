import { clockInTirana, instantInTirana } from "#app/training/sittings/rules";

const HOUR = 3_600_000;
/** Whoever has let so many seats go by keeps the place on the list, and is asked no more. */
export const OFFERS_AT_MOST = 3;

/**
 * Until when a seat is kept for whoever is next: two days where the event is a week away, a day from two days on, four
 * hours from half a day on, else one. No offer runs out between 21:00 and 09:00, and none outlives the beginning.
 */
export function offerEndsAt(now: Date, beginsAt: Date | null): Date {
  const left = beginsAt ? (beginsAt.getTime() - now.getTime()) / HOUR : Number.POSITIVE_INFINITY;
  const hours = left >= 7 * 24 ? 48 : left >= 48 ? 24 : left >= 12 ? 4 : 1;
  const end = awake(new Date(now.getTime() + hours * HOUR));
  return beginsAt && end > beginsAt ? beginsAt : end;
}

/** The next instant at which nobody sleeps. */
function awake(instant: Date): Date {
  const { day, time } = clockInTirana(instant);
  if (time >= "09:00" && time < "21:00") return instant;
  const morning = instantInTirana(day, "09:00");
  return morning >= instant
    ? morning
    : instantInTirana(clockInTirana(new Date(instant.getTime() + 12 * HOUR)).day, "09:00");
}
