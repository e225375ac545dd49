import { and, eq, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound, type TrainingManager } from "#app/context.server";
import { lockEvent } from "#app/training/events/lock-event.server";
import { enrolments } from "#db/schema/training";

/**
 * Puts somebody who waits before everybody else, with a reason that stays on record, or (without one) back into the order
 * in which people came. Throws the 404 for an unknown enrolment.
 */
export async function changePriority(
  context: Context<TrainingManager>,
  { enrolmentId, reason }: { enrolmentId: string; reason: string | null },
): Promise<{ ok: true; eventId: string } | { ok: false; reason: "not_waiting"; eventId: string }> {
  return inTransaction(context, async (tx) => {
    const [found] = await tx.db
      .select({ eventId: enrolments.eventId })
      .from(enrolments)
      .where(eq(enrolments.id, enrolmentId));
    if (!found) throw notFound();
    const { eventId } = found;
    await lockEvent(tx, { id: eventId });
    const first = sql`(select coalesce(max(n.priority), 0) + 1 from enrolments n
      where n.event_id = ${eventId} and n.state = 'waiting')`;
    const [moved] = await tx.db
      .update(enrolments)
      .set(
        reason
          ? { priority: first, priorityReason: reason, priorityBy: tx.actor.accountId }
          : { priority: 0, priorityReason: null, priorityBy: null },
      )
      .where(and(eq(enrolments.id, enrolmentId), eq(enrolments.state, "waiting")))
      .returning({ id: enrolments.id });
    if (!moved) return { ok: false, reason: "not_waiting", eventId };
    const how = reason ? "raised" : "ended";
    await recordAudit(tx, { action: "change-priority", subjectKind: "enrolment", subjectId: enrolmentId, reason: how });
    return { ok: true, eventId };
  });
}
