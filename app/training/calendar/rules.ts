import { clockInTirana } from "#app/training/sittings/rules";

/** The link of an online sitting is shown from so many minutes before it begins until it ends, to those admitted only. */
export const LINK_MINUTES = 30;

interface Times {
  startsAt: Date;
  endsAt: Date;
}

/** Whether the link of an online sitting may be shown now. */
export function linkShown({ startsAt, endsAt }: Times, now: Date): boolean {
  return now.getTime() >= startsAt.getTime() - LINK_MINUTES * 60_000 && now < endsAt;
}

/**
 * Which of the reminders (minutes before the beginning, the longest first) is due for a sitting now, or null. A sitting
 * soon after another one of its event has no reminder of its own; one that could not go out in time, for a quarter of its
 * notice, is left to the next.
 */
export function reminderDue(
  sitting: Times,
  /** When the sitting before it in the same event ends. */
  previousEndsAt: Date | null,
  minutesBefore: readonly number[],
  now: Date,
): number | null {
  const left = (sitting.startsAt.getTime() - now.getTime()) / 60_000;
  const quiet = previousEndsAt ? (sitting.startsAt.getTime() - previousEndsAt.getTime()) / 60_000 : Infinity;
  return minutesBefore.find((notice) => left <= notice && left > notice * 0.75 && quiet > notice) ?? null;
}

/** Whether a sitting is the first on its day in Tirana that has not ended: the one before which the link is mailed. */
export function opensTheDay(sitting: Times, others: readonly Times[], now: Date): boolean {
  const { day } = clockInTirana(sitting.startsAt);
  return !others.some(
    ({ startsAt, endsAt }) => startsAt < sitting.startsAt && endsAt > now && clockInTirana(startsAt).day === day,
  );
}
