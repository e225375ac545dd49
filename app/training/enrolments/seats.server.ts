import type { Context } from "#app/context.server";
import { freeSeats } from "#app/training/events/rules";
import { takenSeats } from "./enrolment-rows.server";
import { quotasOf, quotedPerson, seatedInEvent } from "./quota-queries.server";
import { fullQuota, type Quoted } from "./quota-rules";

export type SeatFound =
  | { seat: number }
  | { seat: null; because: "event_full" }
  | { seat: null; because: "quota_full"; quota: string };

/** A seat of a locked event for one person, or why there is none: all are taken, or those of the person's group. */
export async function seatFor(
  tx: Context,
  event: { id: string; seats: number },
  person: Quoted | { personId: string },
): Promise<SeatFound> {
  const [seat] = freeSeats(await takenSeats(tx, event.id), event.seats, 1);
  if (!seat) return { seat: null, because: "event_full" };
  const quotas = await quotasOf(tx, event.id);
  if (quotas.length === 0) return { seat };
  const asked = "personId" in person ? await quotedPerson(tx, person.personId) : person;
  const full = fullQuota(quotas, await seatedInEvent(tx, event.id), asked);
  return full ? { seat: null, because: "quota_full", quota: full.name } : { seat };
}
