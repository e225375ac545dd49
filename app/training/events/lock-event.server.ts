import { sql } from "drizzle-orm";
import { type Context, notFound } from "#app/context.server";
import type { EventState, RegistrationKind } from "#db/vocabulary";

export interface LockedEvent {
  id: string;
  slug: string;
  courseId: string;
  state: EventState;
  registration: RegistrationKind;
  seats: number;
  beginsAt: Date | null;
  endsAt: Date | null;
}

/**
 * Locks an event's row: seats are given out one after the other. Throws the 404 where there is none, or where a
 * trainer acts who does not hold it.
 */
export async function lockEvent(tx: Context, wanted: { id: string } | { slug: string }): Promise<LockedEvent> {
  const which = "id" in wanted ? sql`e.id = ${wanted.id}::uuid` : sql`e.slug = ${wanted.slug}`;
  const trainer = tx.actor.kind === "account" && tx.actor.as === "trainer" ? tx.actor.accountId : null;
  const [event] = await tx.db.execute<{
    id: string;
    slug: string;
    course_id: string;
    state: EventState;
    registration: RegistrationKind;
    seats: number;
  }>(sql`
    select e.id, e.slug, e.course_id, e.state, e.registration, e.seats from events e
    where ${which} and (${trainer}::uuid is null or exists (
      select 1 from event_trainers t where t.event_id = e.id and t.account_id = ${trainer}::uuid))
    for no key update`);
  if (!event) throw notFound();
  const [times] = await tx.db.execute<{ begins: number | null; ends: number | null }>(sql`
    select (extract(epoch from min(starts_at)) * 1000)::float8 as begins,
      (extract(epoch from max(ends_at)) * 1000)::float8 as ends
    from sittings where event_id = ${event.id}`);
  const instant = (value: number | null | undefined) => (value == null ? null : new Date(value));
  return {
    id: event.id,
    slug: event.slug,
    courseId: event.course_id,
    state: event.state,
    registration: event.registration,
    seats: event.seats,
    beginsAt: instant(times?.begins),
    endsAt: instant(times?.ends),
  };
}
