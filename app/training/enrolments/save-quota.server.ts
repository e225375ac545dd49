import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type TrainingManager } from "#app/context.server";
import { fold } from "#app/i18n/fold";
import { lockEvent } from "#app/training/events/lock-event.server";
import { eventQuotas } from "#db/schema/sign-up";
import type { QuotaKind } from "#db/vocabulary";
import { offerFreeSeats } from "./offer-free-seats.server";

/**
 * Says how many of an event's seats go to one profession or institution at most; said again, the number is changed. Whom a
 * lower number would leave out keeps the seat; a higher one is offered to those who wait. 404 for an unknown event.
 */
export async function saveQuota(
  context: Context<TrainingManager>,
  { eventId, kind, name, seats }: { eventId: string; kind: QuotaKind; name: string; seats: number },
): Promise<{ ok: true; offered: number }> {
  return inTransaction(context, async (tx) => {
    const event = await lockEvent(tx, { id: eventId });
    await tx.db
      .insert(eventQuotas)
      .values({ eventId, kind, name, foldedName: fold(name), seats })
      .onConflictDoUpdate({
        target: [eventQuotas.eventId, eventQuotas.kind, eventQuotas.foldedName],
        set: { name, seats },
      });
    const offered = await offerFreeSeats(tx, event);
    await recordAudit(tx, { action: "save-quota", subjectKind: "event", subjectId: eventId, count: seats });
    return { ok: true, offered: offered.length };
  });
}
