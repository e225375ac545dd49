import { and, eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Member, notFound } from "#app/context.server";
import { calendarFeeds } from "#db/schema/training";
import type { CalendarFeedKind } from "#db/vocabulary";

/** Ends the own calendar address: whoever still asks for it gets the 404. */
export async function endCalendarAddress(
  context: Context<Member>,
  { kind }: { kind: CalendarFeedKind },
): Promise<{ ok: true }> {
  const { accountId } = context.actor;
  return inTransaction(context, async (tx) => {
    const ended = await tx.db
      .delete(calendarFeeds)
      .where(and(eq(calendarFeeds.accountId, accountId), eq(calendarFeeds.kind, kind)))
      .returning({ id: calendarFeeds.id });
    if (ended.length === 0) throw notFound();
    await recordAudit(tx, {
      action: "end-calendar-address",
      subjectKind: "account",
      subjectId: accountId,
      reason: kind,
    });
    return { ok: true };
  });
}
