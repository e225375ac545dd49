import { and, asc, desc, eq, isNull, lt } from "drizzle-orm";
import type { Context } from "#app/context.server";
import type { LockedEvent } from "#app/training/events/lock-event.server";
import { freeSeats } from "#app/training/events/rules";
import { enrolments } from "#db/schema/training";
import { takenSeats } from "./enrolment-rows.server";
import { OFFERS_AT_MOST, offerEndsAt } from "./offer-rules";
import { quotasOf, quotedPerson, seatedInEvent } from "./quota-queries.server";
import { fullQuota } from "./quota-rules";
import { ownChangeRefusal } from "./rules";
import { tellPerson } from "./tell-person.server";

/** Who comes next: a reason of the manager's first, then who has waited longest. */
export const inQueueOrder = [desc(enrolments.priority), asc(enrolments.queuedAt), asc(enrolments.id)];

/**
 * Keeps the free seats of a locked event for those who are next on the waiting list, each for its time, and tells them;
 * answers with their ids. Whose group has all its seats is passed over. Nobody is asked any more once the event has begun
 * or been called off.
 */
export async function offerFreeSeats(tx: Context, event: LockedEvent): Promise<string[]> {
  if (ownChangeRefusal(event, tx.now)) return [];
  const waiting = await tx.db
    .select({ id: enrolments.id, personId: enrolments.personId })
    .from(enrolments)
    .where(
      and(
        eq(enrolments.eventId, event.id),
        eq(enrolments.state, "waiting"),
        isNull(enrolments.offeredUntil),
        lt(enrolments.offersMissed, OFFERS_AT_MOST),
      ),
    )
    .orderBy(...inQueueOrder);
  if (waiting.length === 0) return [];
  const seats = freeSeats(await takenSeats(tx, event.id), event.seats, waiting.length);
  const next = seats.length > 0 ? await withinQuotas(tx, event.id, waiting, seats.length) : [];
  const offeredUntil = offerEndsAt(tx.now, event.beginsAt);
  for (const [place, one] of next.entries()) {
    await tx.db
      .update(enrolments)
      .set({ seat: seats[place], offeredUntil, changedAt: tx.now })
      .where(and(eq(enrolments.id, one.id), eq(enrolments.state, "waiting")));
    await tellPerson(tx, { ...one, kind: "enrolment_offered" });
  }
  return next.map(({ id }) => id);
}

interface Waiting {
  id: string;
  personId: string;
}

/** The first so many in line for whom their quotas leave a seat. */
async function withinQuotas(tx: Context, eventId: string, waiting: Waiting[], count: number): Promise<Waiting[]> {
  const quotas = await quotasOf(tx, eventId);
  if (quotas.length === 0) return waiting.slice(0, count);
  const seated = await seatedInEvent(tx, eventId);
  const next: Waiting[] = [];
  for (const one of waiting) {
    if (next.length === count) break;
    const person = await quotedPerson(tx, one.personId);
    if (fullQuota(quotas, seated, person)) continue;
    seated.push(person);
    next.push(one);
  }
  return next;
}
