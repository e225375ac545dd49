import { and, asc, eq, isNotNull } from "drizzle-orm";
import type { Context } from "#app/context.server";
import type { LockedEvent } from "#app/training/events/lock-event.server";
import { freeSeats } from "#app/training/events/rules";
import { enrolments } from "#db/schema/training";
import { tellPerson } from "./tell-person.server";

/**
 * Gives the free seats of a locked event to those who have waited longest and tells them; answers with their ids.
 * Nobody moves once the event has ended or been called off.
 */
export async function fillFreeSeats(tx: Context, event: LockedEvent): Promise<string[]> {
  if (event.state === "cancelled" || event.state === "held") return [];
  if (event.endsAt && event.endsAt <= tx.now) return [];
  const waiting = await tx.db
    .select({ id: enrolments.id, personId: enrolments.personId })
    .from(enrolments)
    .where(and(eq(enrolments.eventId, event.id), eq(enrolments.state, "waiting")))
    .orderBy(asc(enrolments.changedAt), asc(enrolments.id));
  if (waiting.length === 0) return [];
  const seats = freeSeats(await takenSeats(tx, event.id), event.seats, waiting.length);
  for (const [place, seat] of seats.entries()) {
    const next = waiting[place];
    if (!next) break;
    await tx.db
      .update(enrolments)
      .set({ state: "admitted", seat, changedAt: tx.now })
      .where(eq(enrolments.id, next.id));
    await tellPerson(tx, { ...next, kind: "enrolment_admitted" });
  }
  return waiting.slice(0, seats.length).map(({ id }) => id);
}

/** The seats of an event that somebody has. */
export async function takenSeats(tx: Context, eventId: string): Promise<number[]> {
  const rows = await tx.db
    .select({ seat: enrolments.seat })
    .from(enrolments)
    .where(and(eq(enrolments.eventId, eventId), isNotNull(enrolments.seat)));
  return rows.flatMap(({ seat }) => (seat === null ? [] : [seat]));
}
