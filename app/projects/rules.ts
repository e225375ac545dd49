import type { Indicator, projectStates } from "#db/vocabulary";

export type ProjectState = (typeof projectStates)[number];

/** Where a project stands on a day (YYYY-MM-DD); a period without end runs on, one without beginning has begun. */
export function projectState(period: { startsOn: string | null; endsOn: string | null }, today: string): ProjectState {
  if (period.startsOn && period.startsOn > today) return "planned";
  if (period.endsOn && period.endsOn < today) return "finished";
  return "running";
}

/** Indicators that count people who asked for help: their small figures are not shown. */
const aboutPeopleHelped: readonly Indicator[] = ["primary_aid_people", "representation_people"];

/** Whether small figures of this indicator could point to somebody. */
export function hidesSmallFigures(indicator: Indicator): boolean {
  return aboutPeopleHelped.includes(indicator);
}
