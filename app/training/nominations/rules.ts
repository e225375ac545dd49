import { type PlannedEvent, type SignUpRefusal, signUpRefusal } from "#app/training/events/rules";

/** Why an institution cannot put anybody forward, or null: as for signing up, but where people are invited it may. */
export function nominationRefusal(event: PlannedEvent, now: Date): SignUpRefusal | null {
  const registration = event.registration === "invitation" ? "approval" : event.registration;
  return signUpRefusal({ ...event, registration }, now);
}
