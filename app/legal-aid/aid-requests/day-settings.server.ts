import { eq } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { settings } from "#db/schema/reference";

const fallback = { urgent_within_days: 7, news_every_days: 5 } as const;

/** A setting that counts days; the default of a fresh database where the row is missing or no whole number. */
export async function daySetting(context: Context, key: keyof typeof fallback): Promise<number> {
  const [row] = await context.db.select({ value: settings.value }).from(settings).where(eq(settings.key, key));
  return Number.isInteger(row?.value) ? (row?.value as number) : fallback[key];
}
