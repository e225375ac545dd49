import { and, asc, desc, eq, sql } from "drizzle-orm";
import type { Context, InstitutionContact, TrainingManager } from "#app/context.server";
import { comingEvents, publicEvent } from "#app/training/events/queries.server";
import { people } from "#db/schema/accounts";
import { organisationMembers, organisations } from "#db/schema/organisations";
import { courses, enrolments, events } from "#db/schema/training";
import type { Locale } from "#db/vocabulary";
import { nominationRefusal } from "./rules";

/** The institution that the contact acts for; the first by name where there are several, null where there is none. */
export async function ownInstitution(context: Context<InstitutionContact>) {
  const [institution] = await context.db
    .select({ id: organisations.id, nameSq: organisations.nameSq, nameEn: organisations.nameEn })
    .from(organisationMembers)
    .innerJoin(organisations, eq(organisations.id, organisationMembers.organisationId))
    .where(eq(organisationMembers.accountId, context.actor.accountId))
    .orderBy(asc(organisations.nameSq))
    .limit(1);
  return institution ?? null;
}

/** Coming events to which the institution may put people forward, the next first. */
export async function eventsOpenForNomination(context: Context<InstitutionContact>, locale: Locale) {
  const coming = await comingEvents(context, locale);
  return coming.filter((event) => nominationRefusal(event, context.now) === null);
}

/** One event for its nomination page, with the reason why nobody can be put forward any more; 404 otherwise. */
export async function eventForNomination(context: Context<InstitutionContact>, locale: Locale, slug: string) {
  const event = await publicEvent(context, locale, slug);
  return { event, refusal: nominationRefusal(event, context.now) };
}

/** Everybody whom the own institution has put forward and what became of them, the latest first; at most 500. */
export async function ownNominations(context: Context<InstitutionContact>, locale: Locale, eventId?: string) {
  const institution = await ownInstitution(context);
  if (!institution) return [];
  return context.db
    .select({
      id: enrolments.id,
      state: enrolments.state,
      givenName: people.givenName,
      familyName: people.familyName,
      profession: people.profession,
      slug: events.slug,
      title: locale === "sq" ? courses.titleSq : courses.titleEn,
      startsOn: events.startsOn,
      endsOn: events.endsOn,
      begun: sql<boolean>`exists (
        select 1 from sittings s where s.event_id = ${events.id} and s.starts_at <= ${context.now.toISOString()})`,
    })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .innerJoin(events, eq(events.id, enrolments.eventId))
    .innerJoin(courses, eq(courses.id, events.courseId))
    .where(and(eq(enrolments.nominatedBy, institution.id), eventId ? eq(events.id, eventId) : undefined))
    .orderBy(desc(enrolments.changedAt), desc(enrolments.id))
    .limit(500);
}

/** Whom institutions have put forward to an event and who still waits for an answer, those first. */
export async function nominationsOfEvent(context: Context<TrainingManager>, locale: Locale, eventId: string) {
  return context.db
    .select({
      id: enrolments.id,
      state: enrolments.state,
      givenName: people.givenName,
      familyName: people.familyName,
      profession: people.profession,
      institution: locale === "sq" ? organisations.nameSq : organisations.nameEn,
    })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .innerJoin(organisations, eq(organisations.id, enrolments.nominatedBy))
    .where(eq(enrolments.eventId, eventId))
    .orderBy(sql`${enrolments.state} <> 'applied'`, asc(people.familyName), asc(people.givenName), asc(enrolments.id));
}
