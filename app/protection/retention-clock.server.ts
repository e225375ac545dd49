import { eq, isNotNull, lt, max } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "#app/context.server";
import { calendarDate } from "#app/i18n/format";
import { auditEvents } from "#db/schema/audit";
import { settings } from "#db/schema/reference";
import { retentionRuns } from "#db/schema/retention";
import { isBelievable } from "./retention-rules";

/** The setting that holds the last night which an administrator has confirmed. */
export const confirmedNightKey = "retention_confirmed_night";

const DAY = 86_400_000;

/**
 * The last night whose work was done or confirmed, where tonight lies so far behind it that a wrong clock is likelier.
 * Before the first night the log says when somebody was last here: today's rows bear the clock that is in question.
 */
export async function doubtfulNight(context: Context, now: Date): Promise<{ night: string; last: string } | null> {
  const [run] = await context.db
    .select({ night: max(retentionRuns.night) })
    .from(retentionRuns)
    .where(isNotNull(retentionRuns.endedAt));
  const [confirmed] = await context.db
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, confirmedNightKey));
  const word = z.string().safeParse(confirmed?.value);
  const nights = [run?.night ?? "", word.success ? word.data : ""].sort();
  const last = nights.at(-1) || (await lastSignOfLife(context, now));
  const night = calendarDate(now);
  return last === "" || isBelievable(last, night) ? null : { night, last };
}

/** Throws where tonight is in doubt: what is destroyed by a wrong clock does not come back. */
export async function refuseDoubtfulNight(context: Context): Promise<void> {
  if (await doubtfulNight(context, context.now)) throw new Error("the clock is far ahead of the last night's work");
}

async function lastSignOfLife(context: Context, now: Date): Promise<string> {
  const [row] = await context.db
    .select({ at: max(auditEvents.happenedAt) })
    .from(auditEvents)
    .where(lt(auditEvents.happenedAt, new Date(now.getTime() - DAY)));
  return row?.at ? calendarDate(row.at) : "";
}
