import { recordAudit } from "#app/audit/record-audit.server";
import { type Administrator, type Context, inTransaction } from "#app/context.server";
import { holidays } from "#db/schema/reference";
import { keepReason } from "./keep-reason.server";

export interface NewHoliday {
  /** "YYYY-MM-DD" */
  day: string;
  sq: string;
  en: string;
  reason: string;
}

/** Adds a public holiday; deadlines counted from now on keep clear of it. Refused where the day is one already. */
export async function addHoliday(
  context: Context<Administrator>,
  { reason, ...holiday }: NewHoliday,
): Promise<{ ok: true } | { ok: false; reason: "holiday_known" }> {
  return inTransaction(context, async (tx) => {
    const added = await tx.db.insert(holidays).values(holiday).onConflictDoNothing().returning({ day: holidays.day });
    if (added.length === 0) return { ok: false, reason: "holiday_known" };
    await keepReason(tx, "holiday_added", holiday.day, reason);
    await recordAudit(tx, { action: "add-holiday", subjectKind: "law", reason: holiday.day });
    return { ok: true };
  });
}
