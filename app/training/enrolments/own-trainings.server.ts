import { and, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { Context, Member } from "#app/context.server";
import { certificateNumber } from "#app/training/certificates/rules";
import { presenceOver } from "#app/training/presence/rules";
import { certificates, courses, enrolments, events, sittings } from "#db/schema/training";
import type { PresenceMark } from "#db/vocabulary";

/** The trainings of whoever is signed in, with their own presence only, the latest first. */
export async function ownTrainings(context: Context<Member>) {
  const rows = await context.db
    .select({
      enrolmentId: enrolments.id,
      state: enrolments.state,
      offeredUntil: enrolments.offeredUntil,
      eventId: events.id,
      slug: events.slug,
      eventState: events.state,
      place: events.place,
      venue: events.venue,
      mapLink: events.mapLink,
      online: sql<boolean>`${events.onlineLink} is not null`,
      startsOn: events.startsOn,
      endsOn: events.endsOn,
      courseSq: courses.titleSq,
      courseEn: courses.titleEn,
      lateMinutes: courses.lateMinutes,
      certificateYear: certificates.year,
      certificateSerial: certificates.serial,
    })
    .from(enrolments)
    .innerJoin(events, eq(events.id, enrolments.eventId))
    .innerJoin(courses, eq(courses.id, events.courseId))
    .leftJoin(
      certificates,
      and(
        eq(certificates.eventId, events.id),
        eq(certificates.personId, enrolments.personId),
        eq(certificates.state, "valid"),
      ),
    )
    .where(eq(enrolments.personId, context.actor.personId))
    .orderBy(desc(events.startsOn), desc(events.id));
  const planned = await ownSittings(context, rows);
  return rows.map(({ lateMinutes, certificateYear, certificateSerial, offeredUntil, ...row }) => {
    const own = planned.filter((sitting) => sitting.eventId === row.eventId);
    const marks = own.map((sitting) => sitting.mark);
    return {
      ...row,
      offered: offeredUntil !== null && offeredUntil > context.now,
      presence: presenceOver(
        own,
        marks,
        { lateMinutes },
        own.map((sitting) => sitting.minutes),
      ),
      recorded: marks.some((mark) => mark !== null && mark !== "not_recorded"),
      certificateNumber:
        certificateYear && certificateSerial
          ? certificateNumber({ year: certificateYear, serial: certificateSerial })
          : null,
    };
  });
}

async function ownSittings(context: Context<Member>, rows: readonly { eventId: string }[]) {
  if (rows.length === 0) return [];
  const latest = (column: SQL): SQL => sql`(
    select ${column} from presence_observations o join enrolments n on n.id = o.enrolment_id
    where o.sitting_id = "sittings"."id" and n.event_id = "sittings"."event_id"
      and n.person_id = ${context.actor.personId}::uuid
    order by o.id desc limit 1)`;
  return context.db
    .select({
      eventId: sittings.eventId,
      startsAt: sittings.startsAt,
      endsAt: sittings.endsAt,
      mark: latest(sql`o.mark`) as SQL<PresenceMark | null>,
      minutes: latest(sql`o.minutes`) as SQL<number | null>,
    })
    .from(sittings)
    .where(
      inArray(
        sittings.eventId,
        rows.map((row) => row.eventId),
      ),
    )
    .orderBy(sittings.position);
}
