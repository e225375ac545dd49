import { hidesSmallFigures } from "#app/projects/rules";
import type { Indicator } from "#db/vocabulary";
import { type Shown, shown } from "./rules";

/** The counted figure of an indicator as it may be shown; null for those that are printed only. */
export function reachedFigure(
  figures: Partial<Record<Indicator, number>> | undefined,
  indicator: Indicator,
  limit: number,
): Shown | null {
  const value = figures?.[indicator];
  if (value === undefined || indicator === "other") return null;
  return hidesSmallFigures(indicator) ? shown(value, limit) : { value };
}
