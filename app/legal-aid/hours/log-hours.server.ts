import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Lawyer } from "#app/context.server";
import { calendarDate } from "#app/i18n/format";
import { lockOwnCase } from "#app/legal-aid/cases/lock-case.server";
import { caseHours } from "#db/schema/cases";
import type { HourKind } from "#db/vocabulary";
import { type HoursRefusal, hoursRefusal } from "./rules";

/** Puts minutes of work on the books of an own open case. Refuses days that lie ahead, before the case or too far back. */
export async function logHours(
  context: Context<Lawyer>,
  input: { caseId: string; workedOn: string; minutes: number; kind: HourKind },
): Promise<{ ok: true; hoursId: string } | { ok: false; reason: HoursRefusal }> {
  return inTransaction(context, async (tx) => {
    const own = await lockOwnCase(tx, input.caseId);
    const reason = hoursRefusal(input.workedOn, calendarDate(own.openedAt), calendarDate(tx.now));
    if (reason) return { ok: false, reason };
    const [made] = await tx.db
      .insert(caseHours)
      .values({ ...input, lawyerId: own.lawyerId, createdAt: tx.now })
      .returning({ id: caseHours.id });
    if (!made) throw new Error("the hours were not written");
    await recordAudit(tx, { action: "log-hours", subjectKind: "case", subjectId: input.caseId });
    return { ok: true, hoursId: made.id };
  });
}
