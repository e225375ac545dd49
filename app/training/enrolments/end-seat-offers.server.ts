import { asc, lte } from "drizzle-orm";
import { type Context, inTransaction, type System } from "#app/context.server";
import { lockEvent } from "#app/training/events/lock-event.server";
import { enrolments } from "#db/schema/training";
import { lapseOffers } from "./lapse-offers.server";

/** Passes on every seat that was kept and not taken in time, event by event; answers with how many. Safe to repeat. */
export async function endSeatOffers(context: Context<System>): Promise<number> {
  const due = await context.db
    .selectDistinct({ eventId: enrolments.eventId })
    .from(enrolments)
    .where(lte(enrolments.offeredUntil, context.now))
    .orderBy(asc(enrolments.eventId));
  let ended = 0;
  for (const { eventId } of due)
    ended += await inTransaction(context, async (tx) => lapseOffers(tx, await lockEvent(tx, { id: eventId })));
  return ended;
}
