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

export type MoveRefusal = "event_cancelled" | "event_begun" | "no_sittings" | "day_past" | "not_moved";

/** Why an event cannot be moved to where its first sitting would begin, or null: it has begun, or would have by now. */
export function moveRefusal(
  { state, beginsAt }: { state: EventState; beginsAt: Date | null },
  wanted: Date | null,
  now: Date,
): MoveRefusal | null {
  if (state === "cancelled") return "event_cancelled";
  if (!beginsAt || !wanted) return "no_sittings";
  if (state === "held" || beginsAt <= now) return "event_begun";
  if (wanted <= now) return "day_past";
  return wanted.getTime() === beginsAt.getTime() ? "not_moved" : null;
}

/** Why an event cannot be removed as if it had never been planned, or null: it is announced, or somebody was in it. */
export function removalRefusal({ state, used }: { state: EventState; used: boolean }): "event_in_use" | null {
  return state === "tentative" && !used ? null : "event_in_use";
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
