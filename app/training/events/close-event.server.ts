import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type TrainingManager } from "#app/context.server";
import { events } from "#db/schema/training";
import { lockEvent } from "./lock-event.server";
import { mayMove } from "./rules";

/** Says that an event was held; only after its last sitting has begun. */
export async function closeEvent(
  context: Context<TrainingManager>,
  { eventId }: { eventId: string },
): Promise<{ ok: true } | { ok: false; reason: "wrong_state" | "not_yet" }> {
  return inTransaction(context, async (tx) => {
    const event = await lockEvent(tx, { id: eventId });
    if (!mayMove(event.state, "held")) return { ok: false, reason: "wrong_state" };
    if (event.beginsAt && event.beginsAt > tx.now) return { ok: false, reason: "not_yet" };
    await tx.db.update(events).set({ state: "held" }).where(eq(events.id, eventId));
    await recordAudit(tx, { action: "close-event", subjectKind: "event", subjectId: eventId });
    return { ok: true };
  });
}
