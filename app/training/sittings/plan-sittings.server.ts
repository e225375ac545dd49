import { and, eq, inArray, sql } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { events, presenceObservations, removedSittings, sittings } from "#db/schema/training";
import { daysOf, inOrder, type SittingTimes } from "./rules";

export interface PlannedSitting extends SittingTimes {
  id?: string | null;
  titleSq?: string | null;
  titleEn?: string | null;
}

export type PlanResult = { ok: true; moved: boolean } | { ok: false; reason: "sitting_has_marks" };

/**
 * Makes the sittings of a locked event what the list says: adds, moves and takes out, and keeps the event's days.
 * A sitting with marks is not taken out. Ids that are not of this event count as new.
 */
export async function planSittings(
  tx: Context,
  eventId: string,
  planned: readonly PlannedSitting[],
): Promise<PlanResult> {
  const existing = await tx.db
    .select({ id: sittings.id, startsAt: sittings.startsAt, endsAt: sittings.endsAt, sequence: sittings.sequence })
    .from(sittings)
    .where(eq(sittings.eventId, eventId));
  const known = new Map(existing.map((one) => [one.id, one]));
  const kept = new Set(planned.flatMap(({ id }) => (id && known.has(id) ? [id] : [])));
  const takenOut = existing.filter(({ id }) => !kept.has(id));
  const gone = takenOut.map(({ id }) => id);
  if (gone.length > 0) {
    const [marked] = await tx.db
      .select({ id: presenceObservations.id })
      .from(presenceObservations)
      .where(inArray(presenceObservations.sittingId, gone))
      .limit(1);
    if (marked) return { ok: false, reason: "sitting_has_marks" };
    await tx.db.delete(sittings).where(and(eq(sittings.eventId, eventId), inArray(sittings.id, gone)));
    const rows = takenOut.map((one) => ({ ...one, eventId, sequence: one.sequence + 1, removedAt: tx.now }));
    await tx.db.insert(removedSittings).values(rows);
  }
  // Out of the way first: positions are unique at every moment.
  await tx.db
    .update(sittings)
    .set({ position: sql`-${sittings.position} - 1000` })
    .where(eq(sittings.eventId, eventId));
  let moved = gone.length > 0;
  const taken = new Set<string>();
  for (const [place, one] of inOrder(planned).entries()) {
    const before = one.id && !taken.has(one.id) ? known.get(one.id) : undefined;
    const row = {
      position: place + 1,
      startsAt: one.startsAt,
      endsAt: one.endsAt,
      ...(one.titleSq !== undefined && { titleSq: one.titleSq }),
      ...(one.titleEn !== undefined && { titleEn: one.titleEn }),
    };
    if (before) {
      taken.add(before.id);
      const other =
        before.startsAt.getTime() !== one.startsAt.getTime() || before.endsAt.getTime() !== one.endsAt.getTime();
      moved ||= other;
      const changed = other ? { changedAt: tx.now } : {};
      await tx.db
        .update(sittings)
        .set({ ...row, ...changed })
        .where(eq(sittings.id, before.id));
    } else {
      moved = true;
      await tx.db.insert(sittings).values({ ...row, eventId, changedAt: tx.now });
    }
  }
  const days = daysOf(planned);
  if (days)
    await tx.db
      .update(events)
      .set({ ...days, datePrecision: "day" })
      .where(eq(events.id, eventId));
  return { ok: true, moved };
}
