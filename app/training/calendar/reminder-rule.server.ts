import { eq } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { settings } from "#db/schema/reference";

const fallback = [10_080, 1440, 120];

/** Minutes before a sitting at which people are reminded, the longest first (setting `reminder_minutes`). */
export async function reminderRule(context: Context): Promise<number[]> {
  const [row] = await context.db
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, "reminder_minutes"));
  const value = Array.isArray(row?.value) ? row.value : fallback;
  return value.filter((one): one is number => Number.isInteger(one) && one > 0).sort((a, b) => b - a);
}
