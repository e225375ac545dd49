import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type TrainingManager } from "#app/context.server";
import { lockEvent } from "#app/training/events/lock-event.server";
import { events } from "#db/schema/training";

/** Turns the reminders of an event on or off; what waits to be sent already goes out. Throws the 404. */
export async function switchReminders(
  context: Context<TrainingManager>,
  { eventId, on }: { eventId: string; on: boolean },
): Promise<{ ok: true }> {
  return inTransaction(context, async (tx) => {
    await lockEvent(tx, { id: eventId });
    await tx.db.update(events).set({ reminders: on }).where(eq(events.id, eventId));
    await recordAudit(tx, {
      action: "switch-reminders",
      subjectKind: "event",
      subjectId: eventId,
      reason: on ? "on" : "off",
    });
    return { ok: true };
  });
}
