import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction } from "#app/context.server";
import { enrolments } from "#db/schema/training";
import { enrolmentOf } from "./enrolment-rows.server";
import { lapseOffers } from "./lapse-offers.server";
import { offerFreeSeats } from "./offer-free-seats.server";
import { type Enrolled, lockOwnEnrolment } from "./own-enrolment.server";
import { ownChangeRefusal } from "./rules";
import { seatFor } from "./seats.server";
import { tellPerson } from "./tell-person.server";

export type AcceptSeatResult =
  | { ok: true; state: "admitted" | "waiting" }
  | { ok: false; reason: "event_is_cancelled" | "event_past" | "seat_gone" | "not_asked" };

/**
 * Says yes to a seat that is kept, to one that is free with nobody before on the list, or to an invitation (a place on the
 * list where all seats are taken). Said twice, it is done once; said too late, the seat is whoever's is next.
 */
export async function acceptSeat(
  context: Context<Enrolled>,
  { enrolmentId }: { enrolmentId: string },
): Promise<AcceptSeatResult> {
  return inTransaction(context, async (tx) => {
    const { event, own } = await lockOwnEnrolment(tx, enrolmentId);
    if (own.state === "admitted") return { ok: true, state: "admitted" };
    const refusal = ownChangeRefusal(event, tx.now);
    if (refusal) return { ok: false, reason: refusal };
    if (own.state !== "waiting" && own.state !== "invited") return { ok: false, reason: "not_asked" };
    await lapseOffers(tx, event);
    await offerFreeSeats(tx, event);
    const kept = (await enrolmentOf(tx, event.id, own.personId))?.seat;
    const { seat } = kept ? { seat: kept } : await seatFor(tx, event, { personId: own.personId });
    if (!seat && own.state === "waiting") return { ok: false, reason: "seat_gone" };
    const state = seat ? "admitted" : "waiting";
    await tx.db
      .update(enrolments)
      .set({ state, seat, offeredUntil: null, queuedAt: tx.now, changedAt: tx.now })
      .where(eq(enrolments.id, enrolmentId));
    const kind = seat ? "enrolment_admitted" : "enrolment_waiting";
    await tellPerson(tx, { id: enrolmentId, personId: own.personId, kind });
    await recordAudit(tx, { action: "accept-seat", subjectKind: "enrolment", subjectId: enrolmentId, reason: state });
    return { ok: true, state };
  });
}
