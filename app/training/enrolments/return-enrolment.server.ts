import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction } from "#app/context.server";
import { enrolments } from "#db/schema/training";
import type { EnrolmentState } from "#db/vocabulary";
import { offerFreeSeats } from "./offer-free-seats.server";
import { type Enrolled, lockOwnEnrolment } from "./own-enrolment.server";
import { isEnrolled, ownChangeRefusal, stateAfterReturn } from "./rules";
import { seatFor } from "./seats.server";
import { tellPerson } from "./tell-person.server";

export type ReturnEnrolmentResult =
  | { ok: true; state: EnrolmentState }
  | { ok: false; reason: "event_is_cancelled" | "event_past" | "nothing_to_undo" };

/**
 * Takes back that one's own place was given up: the seat while one is free with nobody waiting for it, else the end of the
 * list; a place on the list is where it was. Not where somebody else ended the enrolment.
 */
export async function returnEnrolment(
  context: Context<Enrolled>,
  { enrolmentId }: { enrolmentId: string },
): Promise<ReturnEnrolmentResult> {
  return inTransaction(context, async (tx) => {
    const { event, own } = await lockOwnEnrolment(tx, enrolmentId);
    const refusal = ownChangeRefusal(event, tx.now);
    if (refusal) return { ok: false, reason: refusal };
    const { seat } = own.leftAs === "admitted" ? await seatFor(tx, event, { personId: own.personId }) : { seat: null };
    const state = stateAfterReturn(own.leftAs, seat !== null);
    if (!state && isEnrolled(own.state)) return { ok: true, state: own.state };
    if (!state) return { ok: false, reason: "nothing_to_undo" };
    const queuedAt = own.leftAs === state ? own.queuedAt : tx.now;
    await tx.db
      .update(enrolments)
      .set({ state, seat, leftAs: null, queuedAt, changedAt: tx.now })
      .where(eq(enrolments.id, enrolmentId));
    if (state === "admitted")
      await tellPerson(tx, { id: enrolmentId, personId: own.personId, kind: "enrolment_admitted" });
    else await offerFreeSeats(tx, event);
    await recordAudit(tx, {
      action: "return-enrolment",
      subjectKind: "enrolment",
      subjectId: enrolmentId,
      reason: state,
    });
    return { ok: true, state };
  });
}
