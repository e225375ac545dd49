import { and, eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound, type TrainingManager } from "#app/context.server";
import { eventNotices } from "#db/schema/event-notices";
import { outboxMessages } from "#db/schema/messages";

/** Takes back the mails of a notice that have not gone out yet; answers with how many those were. 404 for another event's. */
export async function withdrawNotice(
  context: Context<TrainingManager>,
  { eventId, noticeId }: { eventId: string; noticeId: string },
): Promise<{ ok: true; withdrawn: number } | { ok: false; reason: "all_gone" }> {
  return inTransaction(context, async (tx) => {
    const [notice] = await tx.db
      .select({ id: eventNotices.id })
      .from(eventNotices)
      .where(and(eq(eventNotices.id, noticeId), eq(eventNotices.eventId, eventId)))
      .for("update");
    if (!notice) throw notFound();
    const rows = await tx.db
      .update(outboxMessages)
      .set({ state: "cancelled", outcome: "taken_back", notBefore: null })
      .where(
        and(
          eq(outboxMessages.subjectId, noticeId),
          eq(outboxMessages.kind, "event_notice"),
          eq(outboxMessages.state, "waiting"),
          eq(outboxMessages.attempts, 0),
        ),
      )
      .returning({ id: outboxMessages.id });
    if (rows.length === 0) return { ok: false, reason: "all_gone" };
    const count = rows.length;
    await recordAudit(tx, { action: "withdraw-notice", subjectKind: "event", subjectId: eventId, count });
    return { ok: true, withdrawn: count };
  });
}
