import { eq } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { takenSeats } from "#app/training/enrolments/enrolment-rows.server";
import { freeSeats } from "#app/training/events/rules";
import { events } from "#db/schema/training";
import { moveObservations, returnAnswers, standOf, writeStand } from "./join-enrolments.server";
import type { EnrolmentStand, JoinedEnrolments } from "./merge-record";

/**
 * Gives each of two joined enrolments its standing, observations and answers back. A seat that somebody else has by now
 * becomes another free one, or a place on the waiting list; answers with the number of those.
 */
export async function separateEnrolments(
  tx: Context,
  mergeId: string,
  joined: readonly JoinedEnrolments[],
): Promise<number> {
  let waiting = 0;
  for (const one of joined) {
    const { keptId, mergedId, keptBefore, mergedBefore, keptAfter, eventId } = one;
    if (same(await standOf(tx, keptId), keptAfter)) await writeStand(tx, keptId, keptBefore);
    const stand = await seated(tx, eventId, mergedBefore);
    if (stand.state !== mergedBefore.state || (stand.seat === null && mergedBefore.seat !== null)) waiting++;
    await writeStand(tx, mergedId, stand);
    await moveObservations(tx, mergeId, keptId, mergedId, one.observations);
    await returnAnswers(tx, one);
  }
  return waiting;
}

function same(now: EnrolmentStand, then: EnrolmentStand): boolean {
  return now.state === then.state && now.seat === then.seat && now.offeredUntil === then.offeredUntil;
}

async function seated(tx: Context, eventId: string, before: EnrolmentStand): Promise<EnrolmentStand> {
  if (before.seat === null) return before;
  const taken = await takenSeats(tx, eventId);
  const [event] = await tx.db.select({ seats: events.seats }).from(events).where(eq(events.id, eventId));
  const seats = event?.seats ?? 0;
  if (before.seat <= seats && !taken.includes(before.seat)) return before;
  const [free] = freeSeats(taken, seats, 1);
  if (free) return { ...before, seat: free };
  return { ...before, state: "waiting", seat: null, offeredUntil: null };
}
