import { and, eq, lte } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import type { Context } from "#app/context.server";
import type { LockedEvent } from "#app/training/events/lock-event.server";
import { enrolments } from "#db/schema/training";
import { offerFreeSeats } from "./offer-free-seats.server";
import { ownChangeRefusal } from "./rules";
import { tellPerson } from "./tell-person.server";

/**
 * Of a locked event: takes the seats back whose time has run out, puts those who let them go by at the end of the list,
 * and keeps the seats for whoever is next. Answers with how many ran out.
 */
export async function lapseOffers(tx: Context, event: LockedEvent): Promise<number> {
  const missed = await tx.db
    .select({ id: enrolments.id, personId: enrolments.personId, missed: enrolments.offersMissed })
    .from(enrolments)
    .where(and(eq(enrolments.eventId, event.id), lte(enrolments.offeredUntil, tx.now)));
  for (const { id, personId, missed: before } of missed) {
    await tx.db
      .update(enrolments)
      .set({ seat: null, offeredUntil: null, offersMissed: before + 1, queuedAt: tx.now, changedAt: tx.now })
      .where(eq(enrolments.id, id));
    if (event.state !== "cancelled") await tellPerson(tx, { id, personId, kind: "enrolment_offer_ended" });
    await recordAudit(tx, { action: "end-seat-offer", subjectKind: "enrolment", subjectId: id });
  }
  if (missed.length > 0 && !ownChangeRefusal(event, tx.now)) await offerFreeSeats(tx, event);
  return missed.length;
}
