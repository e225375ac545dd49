import { inArray } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { settings } from "#db/schema/reference";
import type { OfferSettings } from "./rules";

const keys = ["urgency_limits", "hold_minutes", "waking_hours", "card_region_threshold"] as const;

/** Limits, hold minutes, waking hours and the region threshold as an administrator has set them. */
export async function offerSettings(context: Context): Promise<OfferSettings> {
  const rows = await context.db
    .select({ key: settings.key, value: settings.value })
    .from(settings)
    .where(inArray(settings.key, [...keys]));
  const value = (key: (typeof keys)[number]): unknown => {
    const found = rows.find((row) => row.key === key);
    if (!found) throw new Error(`the setting ${key} is missing`);
    return found.value;
  };
  return {
    limits: value("urgency_limits") as OfferSettings["limits"],
    holdMinutes: value("hold_minutes") as OfferSettings["holdMinutes"],
    waking: value("waking_hours") as OfferSettings["waking"],
    regionThreshold: value("card_region_threshold") as number,
  };
}
