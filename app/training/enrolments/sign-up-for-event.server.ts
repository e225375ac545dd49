import { personWithMail } from "#app/accounts/people-queries.server";
import { createPerson, lockMail, type NewPerson } from "#app/accounts/people-records.server";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Actor, type Context, inTransaction } from "#app/context.server";
import { lockEvent } from "#app/training/events/lock-event.server";
import { freeSeats, type SignUpRefusal, signUpRefusal } from "#app/training/events/rules";
import { enrolmentOf, writeEnrolment } from "./enrolment-rows.server";
import { takenSeats } from "./fill-free-seats.server";
import { isEnrolled, stateAfterSignUp } from "./rules";
import { tellPerson } from "./tell-person.server";

export type SignUpResult =
  | { ok: true; enrolmentId: string; state: "admitted" | "waiting" | "applied" }
  | { ok: false; reason: SignUpRefusal | "already_enrolled" };

/**
 * Signs somebody up by the public form: a seat while there is one, else the waiting list; a question to the manager
 * where approval is asked. A known mail address means the known person. 404 for an event that does not exist.
 */
export async function signUpForEvent(
  context: Context<Actor>,
  { slug, person }: { slug: string; person: NewPerson & { email: string } },
): Promise<SignUpResult> {
  return inTransaction(context, async (tx) => {
    const event = await lockEvent(tx, { slug });
    const refusal = signUpRefusal(event, tx.now);
    if (refusal) return { ok: false, reason: refusal };
    await lockMail(tx, person.email);
    const known = await personWithMail(tx, person.email);
    const before = known ? await enrolmentOf(tx, event.id, known.id) : null;
    if (before && isEnrolled(before.state)) return { ok: false, reason: "already_enrolled" };
    const personId = known?.id ?? (await createPerson(tx, person));
    const [seat] = freeSeats(await takenSeats(tx, event.id), event.seats, 1);
    const state = before?.state === "invited" && seat ? "admitted" : stateAfterSignUp(event.registration, seat ? 1 : 0);
    const enrolmentId = await writeEnrolment(tx, {
      id: before?.id ?? null,
      eventId: event.id,
      personId,
      state,
      seat: state === "admitted" ? (seat ?? null) : null,
      source: "sign_up",
    });
    await tellPerson(tx, { id: enrolmentId, personId, kind: news[state] });
    await recordAudit(tx, {
      action: "sign-up-for-event",
      subjectKind: "enrolment",
      subjectId: enrolmentId,
      reason: state,
    });
    return { ok: true, enrolmentId, state };
  });
}

const news = {
  admitted: "enrolment_admitted",
  waiting: "enrolment_waiting",
  applied: "enrolment_received",
} as const;
