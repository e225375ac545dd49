import { fold } from "#app/i18n/fold";
import type { EventState, RegistrationKind } from "#db/vocabulary";

const moves: Record<EventState, readonly EventState[]> = {
  tentative: ["confirmed", "cancelled"],
  confirmed: ["held", "cancelled"],
  held: [],
  cancelled: [],
};

/** Whether an event may go from one state to the other. */
export function mayMove(from: EventState, to: EventState): boolean {
  return moves[from].includes(to);
}

export interface PlannedEvent {
  state: EventState;
  registration: RegistrationKind;
  /** When the first sitting begins; null where only the day or a period is known. */
  beginsAt: Date | null;
}

export type SignUpRefusal = "event_cancelled" | "event_past" | "registration_closed";

/** Why nobody can sign up publicly, or null: it has begun, was called off, or is by invitation. */
export function signUpRefusal({ state, registration, beginsAt }: PlannedEvent, now: Date): SignUpRefusal | null {
  if (state === "cancelled") return "event_cancelled";
  if (state === "held" || (beginsAt !== null && beginsAt <= now)) return "event_past";
  if (registration === "closed" || registration === "invitation") return "registration_closed";
  return null;
}

/** Why an event cannot be changed any more, or null. */
export function changeRefusal(state: EventState): "event_cancelled" | null {
  return state === "cancelled" ? "event_cancelled" : null;
}

/** The lowest seats that nobody has, at most `count` of them; seats are numbered from 1. */
export function freeSeats(taken: Iterable<number>, seats: number, count: number): number[] {
  const used = new Set(taken);
  const free: number[] = [];
  for (let seat = 1; seat <= seats && free.length < count; seat++) if (!used.has(seat)) free.push(seat);
  return free;
}

/** The readable part of an address, from a title and a place: "te-drejtat-e-viktimave-kukes". */
export function slugOf(...parts: (string | null | undefined)[]): string {
  const slug = fold(parts.filter(Boolean).join(" "))
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 70)
    .replace(/^-+|-+$/g, "");
  return slug || "trajnim";
}
