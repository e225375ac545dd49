import { asc, notLike } from "drizzle-orm";
import type { Administrator, Context } from "#app/context.server";
import { settings } from "#db/schema/reference";

const internal = ["reference_version", "demo_loaded", "outbox_hold", "retention_confirmed_night"];

/** The settings of this installation, by key; printed reports and marks of the program itself are left out. */
export async function settingsForAdministrator(context: Context<Administrator>) {
  const rows = await context.db
    .select({ key: settings.key, value: settings.value })
    .from(settings)
    .where(notLike(settings.key, "annual_report_%"))
    .orderBy(asc(settings.key));
  return rows.filter((row) => !internal.includes(row.key));
}
