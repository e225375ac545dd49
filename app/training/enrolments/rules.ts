import type { EnrolmentState, RegistrationKind } from "#db/vocabulary";

/** What becomes of somebody who signs up: admitted while seats last, else waiting; a manager decides where approval is asked. */
export function stateAfterSignUp(
  registration: RegistrationKind,
  seatsLeft: number,
): "admitted" | "waiting" | "applied" {
  if (registration === "approval") return "applied";
  return seatsLeft > 0 ? "admitted" : "waiting";
}

/** Whether somebody in this state is in the event already, so that signing up again changes nothing. */
export function isEnrolled(state: EnrolmentState): boolean {
  return state === "admitted" || state === "waiting" || state === "applied";
}

/** Why a person cannot be admitted from this state, or null. */
export function admissionRefusal(state: EnrolmentState | null): "already_enrolled" | null {
  return state === "admitted" ? "already_enrolled" : null;
}

/** Why an enrolment cannot be taken back, or null. */
export function cancellationRefusal(state: EnrolmentState): "already_cancelled" | null {
  return state === "cancelled" || state === "declined" ? "already_cancelled" : null;
}
