import { and, asc, eq, inArray } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound } from "#app/context.server";
import { lockEvent } from "#app/training/events/lock-event.server";
import { signUpRefusal } from "#app/training/events/rules";
import { enrolments, events } from "#db/schema/training";
import { enrolmentOf, writeEnrolment } from "./enrolment-rows.server";
import { offerFreeSeats } from "./offer-free-seats.server";
import { type Enrolled, isOwn, lockOwnEnrolment } from "./own-enrolment.server";
import { isEnrolled, ownChangeRefusal } from "./rules";
import { seatFor } from "./seats.server";
import { tellPerson } from "./tell-person.server";

export type TransferEnrolmentResult =
  | { ok: true; enrolmentId: string }
  | {
      ok: false;
      reason:
        | "event_is_cancelled"
        | "event_past"
        | "no_seat_to_move"
        | "other_closed"
        | "other_full"
        | "other_group_full"
        | "already_there";
    };

/**
 * Moves one's own seat to another event of the same course, if there is one free; the old seat is kept for whoever waits.
 * Both events are locked in the order of their ids, so that two who change places do not wait for each other for ever.
 * 404 for somebody else's enrolment.
 */
export async function transferEnrolment(
  context: Context<Enrolled>,
  { enrolmentId, toEventId }: { enrolmentId: string; toEventId: string },
): Promise<TransferEnrolmentResult> {
  return inTransaction(context, async (tx) => {
    const both = await eventsOfOneCourse(tx, enrolmentId, toEventId);
    if (both.length < 2) return { ok: false, reason: "other_closed" };
    for (const { id } of both) await lockEvent(tx, { id });
    const { event, own } = await lockOwnEnrolment(tx, enrolmentId);
    const other = await lockEvent(tx, { id: toEventId });
    const refusal = ownChangeRefusal(event, tx.now);
    if (refusal) return { ok: false, reason: refusal };
    if (own.state !== "admitted") return { ok: false, reason: "no_seat_to_move" };
    if (signUpRefusal(other, tx.now)) return { ok: false, reason: "other_closed" };
    const before = await enrolmentOf(tx, other.id, own.personId);
    if (before && isEnrolled(before.state)) return { ok: false, reason: "already_there" };
    const kept = await seatFor(tx, other, { personId: own.personId });
    if (kept.seat === null)
      return { ok: false, reason: kept.because === "quota_full" ? "other_group_full" : "other_full" };
    await tx.db
      .update(enrolments)
      .set({ state: "cancelled", seat: null, leftAs: null, changedAt: tx.now })
      .where(eq(enrolments.id, enrolmentId));
    const { personId } = own;
    const id = await writeEnrolment(tx, {
      id: before?.id ?? null,
      eventId: other.id,
      personId,
      state: "admitted",
      seat: kept.seat,
      source: "transfer",
      transferredFrom: enrolmentId,
    });
    await tellPerson(tx, { id: enrolmentId, personId, kind: "enrolment_cancelled" });
    await tellPerson(tx, { id, personId, kind: "enrolment_admitted" });
    await offerFreeSeats(tx, event);
    await recordAudit(tx, { action: "transfer-enrolment", subjectKind: "enrolment", subjectId: enrolmentId });
    return { ok: true, enrolmentId: id };
  });
}

/** The event of an enrolment and another of the same course, in the order of their ids. */
async function eventsOfOneCourse(tx: Context<Enrolled>, enrolmentId: string, toEventId: string) {
  const [own] = await tx.db
    .select({ id: events.id, courseId: events.courseId })
    .from(enrolments)
    .innerJoin(events, eq(events.id, enrolments.eventId))
    .where(and(eq(enrolments.id, enrolmentId), isOwn(tx)));
  if (!own) throw notFound();
  return tx.db
    .select({ id: events.id })
    .from(events)
    .where(and(eq(events.courseId, own.courseId), inArray(events.id, [own.id, toEventId])))
    .orderBy(asc(events.id));
}
