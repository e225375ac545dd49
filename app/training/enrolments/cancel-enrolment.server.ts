import { eq, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Member, notFound } from "#app/context.server";
import { lockEvent } from "#app/training/events/lock-event.server";
import { enrolments } from "#db/schema/training";
import { fillFreeSeats } from "./fill-free-seats.server";
import { cancellationRefusal } from "./rules";
import { tellPerson } from "./tell-person.server";

export type CancelEnrolmentResult =
  | { ok: true; movedUp: number }
  | { ok: false; reason: "already_cancelled" | "event_past" };

/**
 * Takes an enrolment back, frees its seat and gives it to whoever has waited longest; both are told. A professional
 * cancels only the own one, and only before the event begins; a trainer those of own events. Others' ids are 404.
 */
export async function cancelEnrolment(
  context: Context<Member<"training_manager" | "trainer" | "professional" | "lawyer">>,
  {
    enrolmentId,
    decline = false,
  }: { enrolmentId: string /** The manager says no to somebody who applied. */; decline?: boolean },
): Promise<CancelEnrolmentResult> {
  const own = context.actor.as === "professional" || context.actor.as === "lawyer";
  return inTransaction(context, async (tx) => {
    const [found] = await tx.db
      .select({ eventId: enrolments.eventId, personId: enrolments.personId })
      .from(enrolments)
      .where(eq(enrolments.id, enrolmentId));
    if (!found || (own && found.personId !== tx.actor.personId)) throw notFound();
    const event = await lockEvent(tx, { id: found.eventId });
    if (own && event.beginsAt && event.beginsAt <= tx.now) return { ok: false, reason: "event_past" };
    const [row] = await tx.db
      .select({ state: enrolments.state })
      .from(enrolments)
      .where(eq(enrolments.id, enrolmentId));
    if (!row) throw notFound();
    const refusal = cancellationRefusal(row.state);
    if (refusal) return { ok: false, reason: refusal };
    const state = decline && !own ? "declined" : "cancelled";
    await tx.db
      .update(enrolments)
      .set({ state, seat: sql`null`, changedAt: tx.now })
      .where(eq(enrolments.id, enrolmentId));
    if (event.endsAt && event.endsAt > tx.now)
      await tellPerson(tx, {
        id: enrolmentId,
        personId: found.personId,
        eventId: event.id,
        kind: "enrolment_cancelled",
      });
    const movedUp = await fillFreeSeats(tx, event);
    await recordAudit(tx, {
      action: "cancel-enrolment",
      subjectKind: "enrolment",
      subjectId: enrolmentId,
      reason: state,
    });
    return { ok: true, movedUp: movedUp.length };
  });
}
