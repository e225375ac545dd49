import { eq, not } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound, type TrainingManager } from "#app/context.server";
import { events } from "#db/schema/training";

/** Gives or takes the right to look people up by name at an event's door; 404 for an unknown event. */
export async function switchDoorNames(context: Context<TrainingManager>, { eventId }: { eventId: string }) {
  return inTransaction(context, async (tx) => {
    const [event] = await tx.db
      .update(events)
      .set({ doorNames: not(events.doorNames) })
      .where(eq(events.id, eventId))
      .returning({ doorNames: events.doorNames });
    if (!event) throw notFound();
    const reason = event.doorNames ? "on" : "off";
    await recordAudit(tx, { action: "switch-door-names", subjectKind: "event", subjectId: eventId, reason });
    return { ok: true as const, doorNames: event.doorNames };
  });
}
