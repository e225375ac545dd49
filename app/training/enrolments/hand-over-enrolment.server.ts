import { eq } from "drizzle-orm";
import { personWithMail } from "#app/accounts/people-queries.server";
import { createPerson, lockMail, type NewPerson } from "#app/accounts/people-records.server";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction } from "#app/context.server";
import { enrolments } from "#db/schema/training";
import { enrolmentOf, writeEnrolment } from "./enrolment-rows.server";
import { type Enrolled, lockOwnEnrolment } from "./own-enrolment.server";
import { quotasOf } from "./quota-queries.server";
import { isEnrolled, ownChangeRefusal } from "./rules";
import { neededCourses } from "./sign-up-queries.server";
import { tellPerson } from "./tell-person.server";

export type HandOverResult =
  | { ok: true }
  | {
      ok: false;
      reason: "event_is_cancelled" | "event_past" | "no_seat_to_move" | "ask_the_office" | "successor_refused";
    };

/**
 * Hands one's own seat over to somebody else, who is told by mail. Only where anybody may sign up: where people are
 * chosen, counted by group or need a certificate first, the office decides. Somebody who is in the event already, or is
 * the same person, cannot take over. 404 for anybody else's enrolment.
 */
export async function handOverEnrolment(
  context: Context<Enrolled>,
  { enrolmentId, successor }: { enrolmentId: string; successor: NewPerson & { email: string } },
): Promise<HandOverResult> {
  return inTransaction(context, async (tx) => {
    const { event, own } = await lockOwnEnrolment(tx, enrolmentId);
    const refusal = ownChangeRefusal(event, tx.now);
    if (refusal) return { ok: false, reason: refusal };
    if (own.state !== "admitted" || !own.seat) return { ok: false, reason: "no_seat_to_move" };
    const chosen = event.registration !== "open" || (await quotasOf(tx, event.id)).length > 0;
    if (chosen || (await neededCourses(tx, "sq", event.courseId)).length > 0)
      return { ok: false, reason: "ask_the_office" };
    await lockMail(tx, successor.email);
    const known = await personWithMail(tx, successor.email);
    const before = known ? await enrolmentOf(tx, event.id, known.id) : null;
    if (known?.id === own.personId || (before && isEnrolled(before.state)))
      return { ok: false, reason: "successor_refused" };
    const personId = known?.id ?? (await createPerson(tx, successor));
    await tx.db
      .update(enrolments)
      .set({ state: "cancelled", seat: null, leftAs: null, changedAt: tx.now })
      .where(eq(enrolments.id, enrolmentId));
    const id = await writeEnrolment(tx, {
      id: before?.id ?? null,
      eventId: event.id,
      personId,
      state: "admitted",
      seat: own.seat,
      source: "transfer",
      transferredFrom: enrolmentId,
    });
    await tellPerson(tx, { id: enrolmentId, personId: own.personId, kind: "enrolment_cancelled" });
    await tellPerson(tx, { id, personId, kind: "enrolment_admitted" });
    await recordAudit(tx, { action: "hand-over-enrolment", subjectKind: "enrolment", subjectId: enrolmentId });
    return { ok: true };
  });
}
