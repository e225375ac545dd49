import type { Indicator, projectStates } from "#db/vocabulary";

export type ProjectState = (typeof projectStates)[number];

/**
 * Where a project stands on a day (YYYY-MM-DD), or null where its printed period says no end that could be a date; a
 * period without beginning has begun.
 */
export function projectState(
  period: { startsOn: string | null; endsOn: string | null },
  today: string,
): ProjectState | null {
  if (period.startsOn && period.startsOn > today) return "planned";
  if (!period.endsOn) return null;
  return period.endsOn < today ? "finished" : "running";
}

/** Indicators that count people who asked for help: their small figures are not shown. */
const aboutPeopleHelped: readonly Indicator[] = ["primary_aid_people", "representation_people"];

/** Whether small figures of this indicator could point to somebody. */
export function hidesSmallFigures(indicator: Indicator): boolean {
  return aboutPeopleHelped.includes(indicator);
}
