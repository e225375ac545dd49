import { and, eq, inArray } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type TrainingManager } from "#app/context.server";
import { lockEvent } from "#app/training/events/lock-event.server";
import { enrolments } from "#db/schema/training";
import { inQueueOrder } from "./offer-free-seats.server";
import { seatFor } from "./seats.server";
import { tellPerson } from "./tell-person.server";

export interface Decision {
  eventId: string;
  enrolmentIds: readonly string[];
  admit: boolean;
  /** What the person reads about it on the page of the own place. */
  note: string | null;
}

export type DecideApplicationsResult =
  | { ok: true; admitted: number; waiting: number; declined: number }
  | { ok: false; reason: "event_is_cancelled" | "nothing_chosen" };

/**
 * Says yes or no to several who have applied, in the order in which they did: a seat while there is one, else a place on
 * the waiting list. Whoever has been decided about meanwhile is left as they are. 404 for an unknown event.
 */
export async function decideApplications(
  context: Context<TrainingManager>,
  { eventId, enrolmentIds, admit, note }: Decision,
): Promise<DecideApplicationsResult> {
  return inTransaction(context, async (tx) => {
    const event = await lockEvent(tx, { id: eventId });
    if (event.state === "cancelled") return { ok: false, reason: "event_is_cancelled" };
    const applied = await tx.db
      .select({ id: enrolments.id, personId: enrolments.personId })
      .from(enrolments)
      .where(
        and(
          eq(enrolments.eventId, eventId),
          eq(enrolments.state, "applied"),
          inArray(enrolments.id, enrolmentIds.length > 0 ? [...enrolmentIds] : [eventId]),
        ),
      )
      .orderBy(...inQueueOrder);
    if (applied.length === 0) return { ok: false, reason: "nothing_chosen" };
    const counts = { admitted: 0, waiting: 0, declined: 0 };
    for (const { id, personId } of applied) {
      const { seat } = admit ? await seatFor(tx, event, { personId }) : { seat: null };
      const state = !admit ? "declined" : seat ? "admitted" : "waiting";
      await tx.db
        .update(enrolments)
        .set({ state, seat, decisionNote: note, changedAt: tx.now })
        .where(and(eq(enrolments.id, id), eq(enrolments.state, "applied")));
      counts[state] += 1;
      if (event.endsAt && event.endsAt > tx.now) await tellPerson(tx, { id, personId, kind: `enrolment_${state}` });
      await recordAudit(tx, { action: "decide-application", subjectKind: "enrolment", subjectId: id, reason: state });
    }
    return { ok: true, ...counts };
  });
}
