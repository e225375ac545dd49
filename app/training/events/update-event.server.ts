import { eq, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound, type TrainingManager } from "#app/context.server";
import { offerFreeSeats } from "#app/training/enrolments/offer-free-seats.server";
import { tellAboutEvent } from "#app/training/enrolments/tell-about-event.server";
import { markSittingsChanged } from "#app/training/sittings/mark-sittings-changed.server";
import { planSittings } from "#app/training/sittings/plan-sittings.server";
import { type SittingsRefusal, sittingsRefusal } from "#app/training/sittings/rules";
import { courses, enrolments, events } from "#db/schema/training";
import type { EventInput } from "./create-event.server";
import { holdersRefusal, writeHolders } from "./holders.server";
import { lockEvent } from "./lock-event.server";
import { changeRefusal } from "./rules";

export type UpdateEventResult =
  | { ok: true; offered: number }
  | {
      ok: false;
      reason:
        | SittingsRefusal
        | "unknown_trainer"
        | "unknown_partner"
        | "event_cancelled"
        | "sitting_has_marks"
        | "seats_taken";
    };

/**
 * Changes an event and its sittings. More seats are offered to the waiting list; fewer are refused while somebody sits there.
 * Whoever is in it or holds it is told once when a sitting moves or the place changes.
 */
export async function updateEvent(
  context: Context<TrainingManager>,
  input: EventInput & { eventId: string },
): Promise<UpdateEventResult> {
  const refusal = sittingsRefusal(input.sittings);
  if (refusal) return { ok: false, reason: refusal.reason };
  const { eventId, sittings: planned, trainerIds, partnerIds, ...fields } = input;
  return inTransaction(context, async (tx) => {
    const event = await lockEvent(tx, { id: eventId });
    const refused = changeRefusal(event.state);
    if (refused) return { ok: false, reason: refused };
    const unknown = await holdersRefusal(tx, { trainerIds, partnerIds });
    if (unknown) return { ok: false, reason: unknown };
    const [course] = await tx.db.select({ kind: courses.kind }).from(courses).where(eq(courses.id, fields.courseId));
    if (!course) throw notFound();
    if (fields.seats < event.seats && (await highestSeat(tx, eventId)) > fields.seats)
      return { ok: false, reason: "seats_taken" };
    const plan = await planSittings(tx, eventId, planned);
    if (!plan.ok) return plan;
    const [before] = await tx.db
      .select({
        courseId: events.courseId,
        regionIso: events.regionIso,
        place: events.place,
        venue: events.venue,
        onlineLink: events.onlineLink,
      })
      .from(events)
      .where(eq(events.id, eventId));
    await tx.db
      .update(events)
      .set({ ...fields, kind: fields.kind ?? course.kind })
      .where(eq(events.id, eventId));
    await writeHolders(tx, eventId, { trainerIds, partnerIds });
    const other = before && isOther(before, fields);
    if (other) await markSittingsChanged(tx, eventId);
    const offered = await offerFreeSeats(tx, await lockEvent(tx, { id: eventId }));
    // Whoever has just been offered a seat reads the new dates in that mail.
    if ((plan.moved || other) && event.endsAt && event.endsAt > tx.now)
      await tellAboutEvent(tx, { eventId, kind: "event_changed", except: offered });
    await recordAudit(tx, { action: "update-event", subjectKind: "event", subjectId: eventId });
    return { ok: true, offered: offered.length };
  });
}

type Where = Pick<EventInput, "courseId" | "regionIso" | "place" | "venue" | "onlineLink">;

/** Whether calendars hold something else now: another title, place or link. */
function isOther(before: Required<Where>, after: Where): boolean {
  const keys = Object.keys(before) as (keyof Where)[];
  return keys.some((key) => after[key] !== undefined && after[key] !== before[key]);
}

async function highestSeat(tx: Context, eventId: string): Promise<number> {
  const [row] = await tx.db
    .select({ highest: sql<number>`coalesce(max(${enrolments.seat}), 0)::int` })
    .from(enrolments)
    .where(eq(enrolments.eventId, eventId));
  return row?.highest ?? 0;
}
