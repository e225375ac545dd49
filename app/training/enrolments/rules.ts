import type { EnrolmentState, EventState, RegistrationKind } from "#db/vocabulary";

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

interface HeldEvent {
  state: EventState;
  /** When the first sitting begins; null where only the day or a period is known. */
  beginsAt: Date | null;
}

/** Why nobody gives up, takes or moves a place of their own any more, or null: it was called off or has begun. */
export function ownChangeRefusal(
  { state, beginsAt }: HeldEvent,
  now: Date,
): "event_is_cancelled" | "event_past" | null {
  if (state === "cancelled") return "event_is_cancelled";
  return state === "held" || (beginsAt !== null && beginsAt <= now) ? "event_past" : null;
}

/** What becomes of somebody who takes back that they gave their place up: the seat only while one is free. */
export function stateAfterReturn(leftAs: EnrolmentState | null, seatFree: boolean): EnrolmentState | null {
  if (leftAs !== "admitted") return leftAs;
  return seatFree ? "admitted" : "waiting";
}
