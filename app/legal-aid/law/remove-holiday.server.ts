import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Administrator, type Context, inTransaction, notFound } from "#app/context.server";
import { holidays } from "#db/schema/reference";
import { keepReason } from "./keep-reason.server";

/** Takes a day out of the public holidays; deadlines that were counted keep their end. */
export async function removeHoliday(
  context: Context<Administrator>,
  { day, reason }: { day: string; reason: string },
): Promise<void> {
  await inTransaction(context, async (tx) => {
    const gone = await tx.db.delete(holidays).where(eq(holidays.day, day)).returning({ day: holidays.day });
    if (gone.length === 0) throw notFound();
    await keepReason(tx, "holiday_removed", day, reason);
    await recordAudit(tx, { action: "remove-holiday", subjectKind: "law", reason: day });
  });
}
