import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type TrainingManager } from "#app/context.server";
import { tellAboutEvent } from "#app/training/enrolments/tell-about-event.server";
import { markSittingsChanged } from "#app/training/sittings/mark-sittings-changed.server";
import { events } from "#db/schema/training";
import { lockEvent } from "./lock-event.server";
import { mayMove } from "./rules";

/** Makes a tentative event certain, in the public calendar too; everybody in it is told once. */
export async function confirmEvent(
  context: Context<TrainingManager>,
  { eventId }: { eventId: string },
): Promise<{ ok: true } | { ok: false; reason: "wrong_state" }> {
  return inTransaction(context, async (tx) => {
    const event = await lockEvent(tx, { id: eventId });
    if (!mayMove(event.state, "confirmed")) return { ok: false, reason: "wrong_state" };
    await tx.db.update(events).set({ state: "confirmed" }).where(eq(events.id, eventId));
    await markSittingsChanged(tx, eventId);
    if (event.endsAt && event.endsAt > tx.now) await tellAboutEvent(tx, { eventId, kind: "event_confirmed" });
    await recordAudit(tx, { action: "confirm-event", subjectKind: "event", subjectId: eventId });
    return { ok: true };
  });
}
