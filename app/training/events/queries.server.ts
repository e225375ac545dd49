import { and, asc, eq, inArray, ne, or, type SQL, sql } from "drizzle-orm";
import { type Context, notFound, type TrainingManager } from "#app/context.server";
import { fold } from "#app/i18n/fold";
import { calendarDate } from "#app/i18n/format";
import type { PublicFilter } from "#app/training/calendar/filter";
import { neededTitles } from "#app/training/courses/queries.server";
import { accountRoles, accounts, people } from "#db/schema/accounts";
import { organisations } from "#db/schema/organisations";
import { projects } from "#db/schema/projects";
import { regions } from "#db/schema/reference";
import { courses, eventPartners, events, eventTrainers, sittings } from "#db/schema/training";
import type { EnrolmentState, EventKind, EventState, Locale } from "#db/vocabulary";

const title = (locale: Locale) => (locale === "sq" ? courses.titleSq : courses.titleEn);
const region = (locale: Locale) => (locale === "sq" ? regions.sq : regions.en);
const organisationName = (locale: Locale) => (locale === "sq" ? organisations.nameSq : organisations.nameEn);
const project = (locale: Locale) => (locale === "sq" ? projects.titleSq : projects.titleEn);
const admitted = sql<number>`(select count(*)::int from enrolments n where n.event_id = events.id and n.state = 'admitted')`;
/** Seats that somebody has, or that are kept for somebody on the waiting list. */
const heldSeats = sql<number>`(select count(n.seat)::int from enrolments n where n.event_id = events.id)`;
const firstBegins = sql<
  number | null
>`(select (extract(epoch from min(s.starts_at)) * 1000)::float8 from sittings s where s.event_id = events.id)`;

/** True where every id is an active account with the trainer's role. */
export async function areTrainers(context: Context, accountIds: readonly string[]): Promise<boolean> {
  const wanted = [...new Set(accountIds)];
  if (wanted.length === 0) return true;
  const rows = await context.db
    .select({ id: accounts.id })
    .from(accounts)
    .innerJoin(accountRoles, and(eq(accountRoles.accountId, accounts.id), eq(accountRoles.role, "trainer")))
    .where(and(inArray(accounts.id, wanted), eq(accounts.state, "active")));
  return rows.length === wanted.length;
}

/** Everybody who can hold an event, by name. */
export async function trainersToChoose(context: Context<TrainingManager>) {
  const rows = await context.db
    .select({ id: accounts.id, givenName: people.givenName, familyName: people.familyName })
    .from(accounts)
    .innerJoin(accountRoles, and(eq(accountRoles.accountId, accounts.id), eq(accountRoles.role, "trainer")))
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(eq(accounts.state, "active"))
    .orderBy(asc(people.familyName), asc(people.givenName));
  return rows.map(({ id, givenName, familyName }) => ({ id, name: `${givenName} ${familyName}` }));
}

/** What an event's form offers: courses that are not retired, regions, projects, trainers and partners. */
export async function choicesForEvent(context: Context<TrainingManager>, locale: Locale) {
  const [courseRows, regionRows, projectRows, trainers, partners] = await Promise.all([
    context.db
      .select({ id: courses.id, title: title(locale), minutes: courses.minutes })
      .from(courses)
      .where(sql`${courses.state} <> 'retired'`)
      .orderBy(asc(title(locale))),
    regionsToChoose(context, locale),
    context.db
      .select({ id: projects.id, title: project(locale) })
      .from(projects)
      .orderBy(asc(projects.titleSq)),
    trainersToChoose(context),
    context.db
      .select({ id: organisations.id, name: organisationName(locale) })
      .from(organisations)
      .where(inArray(organisations.kind, ["partner", "donor", "institution"]))
      .orderBy(asc(organisationName(locale))),
  ]);
  return { courses: courseRows, regions: regionRows, projects: projectRows, trainers, partners };
}

/** The twelve regions in the order of their names. */
export async function regionsToChoose(context: Context, locale: Locale) {
  return context.db
    .select({ iso: regions.iso, name: region(locale) })
    .from(regions)
    .orderBy(asc(region(locale)));
}

export interface ComingEvent {
  id: string;
  slug: string;
  title: string;
  kind: EventKind;
  state: EventState;
  region: string | null;
  place: string | null;
  online: boolean;
  startsOn: string;
  endsOn: string;
  beginsAt: Date | null;
  seats: number;
  seatsLeft: number;
  registration: "open" | "approval" | "invitation" | "closed";
}

/** Events that have not ended, the next first: for everybody. */
export async function comingEvents(
  context: Context,
  locale: Locale,
  {
    regionIso = null,
    kind = null,
    topic = null,
    courseId = null,
    limit = 200,
  }: Partial<PublicFilter> & { courseId?: string | null; limit?: number } = {},
): Promise<ComingEvent[]> {
  const rows = await context.db
    .select({
      id: events.id,
      slug: events.slug,
      title: title(locale),
      kind: events.kind,
      state: events.state,
      region: region(locale),
      place: events.place,
      online: sql<boolean>`${events.onlineLink} is not null`,
      startsOn: events.startsOn,
      endsOn: events.endsOn,
      beginsAt: firstBegins,
      seats: events.seats,
      held: heldSeats,
      registration: events.registration,
    })
    .from(events)
    .innerJoin(courses, eq(courses.id, events.courseId))
    .leftJoin(regions, eq(regions.iso, events.regionIso))
    .where(
      and(
        inArray(events.state, ["tentative", "confirmed"]),
        sql`${events.endsOn} >= ${calendarDate(context.now)}`,
        eq(courses.state, "published"),
        regionIso ? eq(events.regionIso, regionIso) : undefined,
        kind ? eq(events.kind, kind) : undefined,
        topic ? sql`${topic} = any(${courses.topics})` : undefined,
        courseId ? eq(events.courseId, courseId) : undefined,
      ),
    )
    .orderBy(asc(events.startsOn), asc(events.id))
    .limit(limit);
  return rows.map(({ held: taken, beginsAt, startsOn, endsOn, ...row }) => ({
    ...row,
    startsOn: startsOn ?? "",
    endsOn: endsOn ?? startsOn ?? "",
    beginsAt: instant(beginsAt),
    seatsLeft: Math.max(0, row.seats - taken),
  }));
}

/** One event as everybody may see it, with its sittings; the link of an online event is not among it. 404 otherwise. */
export async function publicEvent(context: Context, locale: Locale, slug: string) {
  const [row] = await context.db
    .select({
      id: events.id,
      slug: events.slug,
      title: title(locale),
      summary: locale === "sq" ? courses.summarySq : courses.summaryEn,
      kind: events.kind,
      state: events.state,
      region: region(locale),
      place: events.place,
      venue: events.venue,
      mapLink: events.mapLink,
      online: sql<boolean>`${events.onlineLink} is not null`,
      project: project(locale),
      startsOn: events.startsOn,
      endsOn: events.endsOn,
      datePrecision: events.datePrecision,
      beginsAt: firstBegins,
      seats: events.seats,
      held: heldSeats,
      registration: events.registration,
      certificatePercent: courses.certificatePercent,
      courseId: courses.id,
      topics: courses.topics,
      credits: courses.credits,
    })
    .from(events)
    .innerJoin(courses, eq(courses.id, events.courseId))
    .leftJoin(regions, eq(regions.iso, events.regionIso))
    .leftJoin(projects, eq(projects.id, events.projectId))
    .where(and(eq(events.slug, slug), sql`${courses.state} <> 'draft'`));
  if (!row) throw notFound();
  const { held: taken, beginsAt, ...event } = row;
  const [partners, needed] = await Promise.all([
    partnersOf(context, locale, row.id),
    neededTitles(context, locale, row.courseId),
  ]);
  return {
    ...event,
    beginsAt: instant(beginsAt),
    seatsLeft: Math.max(0, row.seats - taken),
    partners: partners.map(({ name }) => name),
    needed,
    sittings: await sittingsOf(context, locale, row.id),
  };
}

async function partnersOf(context: Context, locale: Locale, eventId: string) {
  return context.db
    .select({ id: organisations.id, name: organisationName(locale) })
    .from(eventPartners)
    .innerJoin(organisations, eq(organisations.id, eventPartners.organisationId))
    .where(eq(eventPartners.eventId, eventId))
    .orderBy(asc(organisationName(locale)));
}

/** Sittings of an event in order, with their titles in the language. */
export async function sittingsOf(context: Context, locale: Locale, eventId: string) {
  return context.db
    .select({
      id: sittings.id,
      position: sittings.position,
      startsAt: sittings.startsAt,
      endsAt: sittings.endsAt,
      title: locale === "sq" ? sittings.titleSq : sittings.titleEn,
    })
    .from(sittings)
    .where(eq(sittings.eventId, eventId))
    .orderBy(asc(sittings.position));
}

export const eventSorts = ["date", "title", "place", "seats"] as const;
export const eventPeriods = ["coming", "past", "all"] as const;

export interface EventFilter {
  search: string;
  period: (typeof eventPeriods)[number];
  state: EventState | null;
  sort: (typeof eventSorts)[number];
  direction: "asc" | "desc";
  page: number;
  pageSize: number;
}

/** A page of the events for the desk of the training manager. */
export async function eventsForManager(context: Context<TrainingManager>, locale: Locale, filter: EventFilter) {
  const where = and(...conditions(context.now, filter));
  const sorted = { date: events.startsOn, title: title(locale), place: events.place, seats: events.seats }[filter.sort];
  const order = filter.direction === "desc" ? sql`${sorted} desc nulls last` : sql`${sorted} asc nulls last`;
  const base = context.db
    .select({
      id: events.id,
      title: title(locale),
      kind: events.kind,
      state: events.state,
      place: events.place,
      startsOn: events.startsOn,
      endsOn: events.endsOn,
      datePrecision: events.datePrecision,
      seats: events.seats,
      admitted,
      waiting: countOf("waiting"),
      applied: countOf("applied"),
    })
    .from(events)
    .innerJoin(courses, eq(courses.id, events.courseId));
  const rows = await base
    .where(where)
    .orderBy(order, asc(events.id))
    .limit(filter.pageSize)
    .offset((filter.page - 1) * filter.pageSize);
  const [count] = await context.db
    .select({ total: sql<number>`count(*)::int` })
    .from(events)
    .innerJoin(courses, eq(courses.id, events.courseId))
    .where(where);
  return { rows, total: count?.total ?? 0 };
}

function conditions(now: Date, { search, period, state }: EventFilter): (SQL | undefined)[] {
  const today = calendarDate(now);
  const words = fold(search).split(" ").filter(Boolean).slice(0, 6);
  const folded = sql`unaccent(lower(${courses.titleSq} || ' ' || ${courses.titleEn} || ' ' || coalesce(${events.place}, '') || ' ' || coalesce(${events.venue}, '')))`;
  return [
    ...words.map((word) => sql`${folded} like ${`%${word.replace(/[\\%_]/g, "\\$&")}%`}`),
    state ? eq(events.state, state) : undefined,
    period === "coming" ? sql`${events.endsOn} >= ${today}` : undefined,
    period === "past" ? or(sql`${events.endsOn} < ${today}`, sql`${events.endsOn} is null`) : undefined,
  ];
}

function countOf(state: EnrolmentState) {
  return sql<number>`(select count(*)::int from enrolments n where n.event_id = events.id and n.state = ${state})`;
}

/** One event with everything that its desk shows; 404 for an unknown id. */
export async function eventForManager(context: Context<TrainingManager>, locale: Locale, eventId: string) {
  const [row] = await context.db
    .select({
      id: events.id,
      slug: events.slug,
      courseId: events.courseId,
      title: title(locale),
      kind: events.kind,
      state: events.state,
      regionIso: events.regionIso,
      region: region(locale),
      place: events.place,
      venue: events.venue,
      mapLink: events.mapLink,
      onlineLink: events.onlineLink,
      seats: events.seats,
      registration: events.registration,
      projectId: events.projectId,
      project: project(locale),
      budgetLine: events.budgetLine,
      startsOn: events.startsOn,
      endsOn: events.endsOn,
      datePrecision: events.datePrecision,
      note: events.note,
      reminders: events.reminders,
      certificatePercent: courses.certificatePercent,
      lateMinutes: courses.lateMinutes,
      certificates: sql<number>`(select count(*)::int from certificates c where c.event_id = events.id and c.state = 'valid')`,
      withoutMail: sql<number>`(select count(*)::int from enrolments n join people p on p.id = n.person_id where n.event_id = events.id and n.state = 'admitted' and p.email is null)`,
    })
    .from(events)
    .innerJoin(courses, eq(courses.id, events.courseId))
    .leftJoin(regions, eq(regions.iso, events.regionIso))
    .leftJoin(projects, eq(projects.id, events.projectId))
    .where(eq(events.id, eventId));
  if (!row) throw notFound();
  const [held, states, trainers, partners] = await Promise.all([
    sittingsOf(context, locale, eventId),
    context.db.execute<{ state: EnrolmentState; count: number }>(
      sql`select state, count(*)::int as count from enrolments where event_id = ${eventId} group by state`,
    ),
    context.db
      .select({ id: accounts.id, givenName: people.givenName, familyName: people.familyName })
      .from(eventTrainers)
      .innerJoin(accounts, eq(accounts.id, eventTrainers.accountId))
      .innerJoin(people, eq(people.id, accounts.personId))
      .where(eq(eventTrainers.eventId, eventId))
      .orderBy(asc(people.familyName)),
    partnersOf(context, locale, eventId),
  ]);
  const counts: Partial<Record<EnrolmentState, number>> = {};
  for (const { state, count } of states) counts[state] = count;
  return {
    ...row,
    sittings: held,
    counts,
    partners,
    trainers: trainers.map(({ id, givenName, familyName }) => ({ id, name: `${givenName} ${familyName}` })),
  };
}

/** What was planned after the model of an event at one moment, the first day first; nothing for an event of nobody. */
export async function copiesOf(context: Context<TrainingManager>, eventId: string, plannedAt: Date) {
  return context.db
    .select({ id: events.id, startsOn: events.startsOn, endsOn: events.endsOn })
    .from(events)
    .where(
      and(
        sql`${events.courseId} = (select m.course_id from events m where m.id = ${eventId}::uuid)`,
        ne(events.id, eventId),
        eq(events.createdAt, plannedAt),
        eq(events.state, "tentative"),
      ),
    )
    .orderBy(asc(events.startsOn));
}

/** What waits for the training manager: applications, people waiting although a seat is free, events to close. */
export async function attentionForManager(context: Context<TrainingManager>, locale: Locale) {
  const today = calendarDate(context.now);
  const rows = await context.db
    .select({
      id: events.id,
      title: title(locale),
      place: events.place,
      startsOn: events.startsOn,
      endsOn: events.endsOn,
      state: events.state,
      seats: events.seats,
      admitted,
      applied: countOf("applied"),
      waiting: countOf("waiting"),
      previewed: sql<number>`(select count(*)::int from imports i where i.event_id = events.id and i.state = 'previewed')`,
    })
    .from(events)
    .innerJoin(courses, eq(courses.id, events.courseId))
    .where(
      and(
        inArray(events.state, ["tentative", "confirmed"]),
        eq(events.datePrecision, "day"),
        or(
          sql`${events.endsOn} < ${today}`,
          sql`exists (select 1 from enrolments n where n.event_id = events.id and n.state in ('applied', 'waiting'))`,
          sql`exists (select 1 from imports i where i.event_id = events.id and i.state = 'previewed')`,
          and(eq(events.state, "tentative"), sql`${events.startsOn} < (${today}::date + 14)`),
        ),
      ),
    )
    .orderBy(asc(events.startsOn))
    .limit(30);
  return rows.map((row) => ({ ...row, reason: reasonOf(row, today) }));
}

export type AttentionReason = "to_close" | "applied" | "previewed" | "to_confirm" | "waiting";

function reasonOf(
  row: { endsOn: string | null; applied: number; previewed: number; state: EventState },
  today: string,
): AttentionReason {
  if (row.endsOn && row.endsOn < today) return "to_close";
  if (row.applied > 0) return "applied";
  if (row.previewed > 0) return "previewed";
  return row.state === "tentative" ? "to_confirm" : "waiting";
}

function instant(value: number | null): Date | null {
  return value === null ? null : new Date(value);
}
