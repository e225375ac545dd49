import { and, eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound, type TrainingManager } from "#app/context.server";
import { lockEvent } from "#app/training/events/lock-event.server";
import { eventQuotas } from "#db/schema/sign-up";
import { offerFreeSeats } from "./offer-free-seats.server";

/** Takes a quota away and offers the seats that it held back; 404 for one that is not this event's. */
export async function removeQuota(
  context: Context<TrainingManager>,
  { eventId, quotaId }: { eventId: string; quotaId: string },
): Promise<{ ok: true; offered: number }> {
  return inTransaction(context, async (tx) => {
    const event = await lockEvent(tx, { id: eventId });
    const removed = await tx.db
      .delete(eventQuotas)
      .where(and(eq(eventQuotas.id, quotaId), eq(eventQuotas.eventId, eventId)))
      .returning({ id: eventQuotas.id });
    if (removed.length === 0) throw notFound();
    const offered = await offerFreeSeats(tx, event);
    await recordAudit(tx, { action: "remove-quota", subjectKind: "event", subjectId: eventId });
    return { ok: true, offered: offered.length };
  });
}
