import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type TrainingManager } from "#app/context.server";
import { MINUTES_TO_TAKE_BACK, tellAboutEvent } from "#app/training/enrolments/tell-about-event.server";
import { planSittings } from "#app/training/sittings/plan-sittings.server";
import { beginningOn, inOrder, sittingsRefusal } from "#app/training/sittings/rules";
import { sittings } from "#db/schema/training";
import { lockEvent } from "./lock-event.server";
import { type MoveRefusal, moveRefusal } from "./rules";

export type MoveEventResult =
  | { ok: true; told: number; movedAt: Date }
  | { ok: false; reason: MoveRefusal | "clock_changes" | "sitting_has_marks" };

/**
 * Moves an event with all its sittings, so that the first one begins on this day (and at this time) in Tirana. Everybody
 * in it is told once, some minutes later: until then `takeBackMove` undoes it without a word.
 */
export async function moveEvent(
  context: Context<TrainingManager>,
  { eventId, day, time = null }: { eventId: string; day: string; time?: string | null },
): Promise<MoveEventResult> {
  return inTransaction(context, async (tx) => {
    const event = await lockEvent(tx, { id: eventId });
    const planned = await tx.db
      .select({ id: sittings.id, startsAt: sittings.startsAt, endsAt: sittings.endsAt })
      .from(sittings)
      .where(eq(sittings.eventId, eventId));
    const moved = beginningOn(planned, day, time);
    const refused = moveRefusal(event, inOrder(moved)[0]?.startsAt ?? null, tx.now);
    if (refused) return { ok: false, reason: refused };
    if (sittingsRefusal(moved)) return { ok: false, reason: "clock_changes" };
    const plan = await planSittings(tx, eventId, moved);
    if (!plan.ok) return plan;
    const notBefore = new Date(tx.now.getTime() + MINUTES_TO_TAKE_BACK * 60_000);
    const told = await tellAboutEvent(tx, { eventId, kind: "event_changed", notBefore });
    await recordAudit(tx, { action: "move-event", subjectKind: "event", subjectId: eventId, count: told });
    return { ok: true, told, movedAt: tx.now };
  });
}
