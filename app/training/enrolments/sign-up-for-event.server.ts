import { personWithMail } from "#app/accounts/people-queries.server";
import { createPerson, lockMail, type NewPerson } from "#app/accounts/people-records.server";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Anyone, type Context, inTransaction, type Member } from "#app/context.server";
import { lockEvent } from "#app/training/events/lock-event.server";
import { type SignUpRefusal, signUpRefusal } from "#app/training/events/rules";
import type { Answer } from "#app/training/questions/rules";
import { writeAnswers } from "#app/training/questions/write-answers.server";
import { enrolmentOf, writeEnrolment } from "./enrolment-rows.server";
import { isEnrolled, stateAfterSignUp } from "./rules";
import { seatFor } from "./seats.server";
import { neededCourses, sameDayPlaces } from "./sign-up-queries.server";
import { tellPerson } from "./tell-person.server";

interface SignUp {
  slug: string;
  answers?: readonly Answer[];
}
/** Somebody without account; a known mail address means the known person. */
export type GuestSignUp = SignUp & { person: NewPerson & { email: string } };
/** Whoever is signed in. */
export type MemberSignUp = SignUp & { /** Knows of another training on the same day. */ anyway?: boolean };

export type SignUpResult =
  | { ok: true; enrolmentId: string; state: "admitted" | "waiting" | "applied" | "declined" }
  | { ok: false; reason: SignUpRefusal | "already_enrolled" | "needs_course" | "same_day" };

/**
 * Signs somebody up: a seat while there is one, also of the person's quota, else the waiting list; a question to the
 * manager where approval is asked. Whose certificate of a course wanted before is missing, or who is elsewhere that day,
 * hears it at once when signed in; a guest by mail only (declined), because anybody can type an address. 404 for an
 * event that does not exist.
 */
export async function signUpForEvent(
  context: Context<Anyone | Member>,
  input: GuestSignUp | MemberSignUp,
): Promise<SignUpResult> {
  return inTransaction(context, async (tx) => {
    const event = await lockEvent(tx, { slug: input.slug });
    const refusal = signUpRefusal(event, tx.now);
    if (refusal) return { ok: false, reason: refusal };
    const knownId = "person" in input ? await knownPerson(tx, input.person.email) : memberId(tx);
    const before = knownId ? await enrolmentOf(tx, event.id, knownId) : null;
    if (before && isEnrolled(before.state)) return { ok: false, reason: "already_enrolled" };
    const missing = (await neededCourses(tx, "sq", event.courseId, knownId)).length > 0;
    if (!("person" in input)) {
      if (missing) return { ok: false, reason: "needs_course" };
      if (!input.anyway && (await sameDayPlaces(tx, "sq", event.id, memberId(tx))).length > 0)
        return { ok: false, reason: "same_day" };
    }
    const personId = knownId ?? ("person" in input ? await createPerson(tx, input.person) : memberId(tx));
    const { seat } = missing ? { seat: null } : await seatFor(tx, event, { personId });
    const invited = before?.state === "invited" && seat !== null;
    const state = missing ? "declined" : invited ? "admitted" : stateAfterSignUp(event.registration, seat ? 1 : 0);
    const enrolmentId = await writeEnrolment(tx, {
      id: before?.id ?? null,
      eventId: event.id,
      personId,
      state,
      seat: state === "admitted" ? seat : null,
      source: "sign_up",
    });
    await writeAnswers(tx, enrolmentId, input.answers ?? []);
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

async function knownPerson(tx: Context, email: string): Promise<string | null> {
  await lockMail(tx, email);
  return (await personWithMail(tx, email))?.id ?? null;
}

function memberId({ actor }: Context): string {
  if (actor.kind !== "account") throw new Error("nobody is signed in");
  return actor.personId;
}

const news = {
  admitted: "enrolment_admitted",
  waiting: "enrolment_waiting",
  applied: "enrolment_received",
  declined: "enrolment_needs_course",
} as const;
