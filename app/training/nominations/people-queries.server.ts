import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import type { Context, InstitutionContact } from "#app/context.server";
import { presenceOver } from "#app/training/presence/rules";
import { people } from "#db/schema/accounts";
import { certificates, courses, enrolments, events, sittings } from "#db/schema/training";
import type { Locale, PresenceMark } from "#db/vocabulary";
import { ownInstitution } from "./queries.server";

/**
 * Whom the own institution has put forward to trainings, with what was recorded there and the certificates that hold.
 * Trainings that these people found themselves are theirs and not in it. Minutes; at most 2,000 seats, the latest first.
 */
export async function ownPeople(context: Context<InstitutionContact>, locale: Locale, year: number | null) {
  const institution = await ownInstitution(context);
  if (!institution) return [];
  const seats = await context.db
    .select({
      enrolmentId: enrolments.id,
      personId: people.id,
      givenName: people.givenName,
      familyName: people.familyName,
      profession: people.profession,
      eventId: events.id,
      title: locale === "sq" ? courses.titleSq : courses.titleEn,
      startsOn: events.startsOn,
      endsOn: events.endsOn,
      lateMinutes: courses.lateMinutes,
      certified: sql<boolean>`${certificates.id} is not null`,
      credits: sql<number>`coalesce((${certificates.statement} ->> 'credits')::numeric, 0)::float`,
    })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
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
    .where(
      and(
        eq(enrolments.nominatedBy, institution.id),
        eq(enrolments.state, "admitted"),
        year === null ? undefined : sql`extract(year from ${events.startsOn}) = ${year}`,
      ),
    )
    .orderBy(desc(events.startsOn), desc(events.id))
    .limit(2000);
  const planned = await sittingsOf(context, seats);
  return seats.map(({ lateMinutes, eventId, ...seat }) => {
    const own = planned.filter((sitting) => sitting.enrolmentId === seat.enrolmentId);
    const marks = own.map((sitting) => sitting.mark);
    return { ...seat, eventId, presence: presenceOver(own, marks, { lateMinutes }) };
  });
}

async function sittingsOf(context: Context, seats: readonly { enrolmentId: string }[]) {
  if (seats.length === 0) return [];
  return context.db
    .select({
      enrolmentId: enrolments.id,
      startsAt: sittings.startsAt,
      endsAt: sittings.endsAt,
      mark: sql<PresenceMark | null>`(
        select o.mark from presence_observations o
        where o.sitting_id = ${sittings.id} and o.enrolment_id = ${enrolments.id}
        order by o.id desc limit 1)`,
    })
    .from(sittings)
    .innerJoin(enrolments, eq(enrolments.eventId, sittings.eventId))
    .where(
      inArray(
        enrolments.id,
        seats.map((seat) => seat.enrolmentId),
      ),
    )
    .orderBy(asc(sittings.position));
}
