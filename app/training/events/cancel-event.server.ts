import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type TrainingManager } from "#app/context.server";
import { tellAboutEvent } from "#app/training/enrolments/tell-about-event.server";
import { markSittingsChanged } from "#app/training/sittings/mark-sittings-changed.server";
import { events } from "#db/schema/training";
import { lockEvent } from "./lock-event.server";
import { mayMove } from "./rules";

/** Calls an event off: nobody can sign up any more, and everybody in it is told once. What was recorded stays. */
export async function cancelEvent(
  context: Context<TrainingManager>,
  { eventId }: { eventId: string },
): Promise<{ ok: true; told: number } | { ok: false; reason: "wrong_state" }> {
  return inTransaction(context, async (tx) => {
    const event = await lockEvent(tx, { id: eventId });
    if (!mayMove(event.state, "cancelled")) return { ok: false, reason: "wrong_state" };
    await tx.db.update(events).set({ state: "cancelled" }).where(eq(events.id, eventId));
    await markSittingsChanged(tx, eventId);
    const told = await tellAboutEvent(tx, { eventId, kind: "event_cancelled" });
    await recordAudit(tx, { action: "cancel-event", subjectKind: "event", subjectId: eventId, count: told });
    return { ok: true, told };
  });
}
