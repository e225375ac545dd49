import { and, desc, eq, sql } from "drizzle-orm";
import type { Context, Member, Trainer, TrainingManager } from "#app/context.server";
import { type Enrolled, isOwn } from "#app/training/enrolments/own-enrolment.server";
import { people } from "#db/schema/accounts";
import { headCounts } from "#db/schema/head-counts";
import { courses, enrolments, events, sittings } from "#db/schema/training";
import type { WallClaim } from "./wall-codes.server";

/** What a claim is about, for whoever holds it: names the session, nobody in it. */
export async function claimedSitting(context: Context, sittingId: string) {
  const [row] = await context.db
    .select({
      eventId: events.id,
      position: sittings.position,
      startsAt: sittings.startsAt,
      endsAt: sittings.endsAt,
      courseSq: courses.titleSq,
      courseEn: courses.titleEn,
    })
    .from(sittings)
    .innerJoin(events, eq(events.id, sittings.eventId))
    .innerJoin(courses, eq(courses.id, events.courseId))
    .where(eq(sittings.id, sittingId));
  return row ?? null;
}

/** The own enrolment in an event, or null. */
export async function ownSeat(context: Context<Member>, eventId: string): Promise<string | null> {
  const [row] = await context.db
    .select({ id: enrolments.id })
    .from(enrolments)
    .where(and(eq(enrolments.eventId, eventId), eq(enrolments.personId, context.actor.personId)));
  return row?.id ?? null;
}

/** The enrolment where it is the actor's own and of this event, or null. */
export async function seatHere(context: Context<Enrolled>, eventId: string, enrolmentId: string) {
  const [row] = await context.db
    .select({ id: enrolments.id })
    .from(enrolments)
    .where(and(eq(enrolments.id, enrolmentId), eq(enrolments.eventId, eventId), isOwn(context)));
  return row?.id ?? null;
}

/** Whether what a browser has claimed at a wall is about the event of this place. */
export async function isClaimedPlace(context: Context<Enrolled>, claim: WallClaim | null, enrolmentId: string) {
  const sitting = claim && (await claimedSitting(context, claim.sittingId));
  return sitting !== null && (await seatHere(context, sitting.eventId, enrolmentId)) !== null;
}

/** How many came in by the wall's code and how many stand as present, beside the heads counted last. */
export async function headsOf(context: Context<Trainer | TrainingManager>, sittingId: string) {
  const [present] = await context.db.execute<{ present: number; by_code: number }>(sql`
    select count(*) filter (where mark in ('present', 'late'))::int as present,
      count(*) filter (where mark in ('present', 'late') and by_code)::int as by_code
    from (
      select distinct on (o.enrolment_id) o.mark,
        exists (select 1 from presence_observations w where w.sitting_id = o.sitting_id
          and w.enrolment_id = o.enrolment_id and w.channel = 'wall_code') as by_code
      from presence_observations o where o.sitting_id = ${sittingId}::uuid
      order by o.enrolment_id, o.id desc
    ) as latest`);
  const [counted] = await context.db
    .select({
      counted: headCounts.counted,
      countedAt: headCounts.countedAt,
      givenName: people.givenName,
      familyName: people.familyName,
    })
    .from(headCounts)
    .innerJoin(sql`accounts a`, sql`a.id = ${headCounts.countedBy}`)
    .innerJoin(people, sql`${people.id} = a.person_id`)
    .where(eq(headCounts.sittingId, sittingId))
    .orderBy(desc(headCounts.id))
    .limit(1);
  return { present: present?.present ?? 0, byCode: present?.by_code ?? 0, last: counted ?? null };
}
