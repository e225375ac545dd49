import { and, asc, eq, exists, gt, inArray, isNotNull, or, type SQL, sql } from "drizzle-orm";
import { type Context, inTransaction, type Member, notFound } from "#app/context.server";
import { calendarDate } from "#app/i18n/format";
import { tokenHash } from "#app/protection/lookup.server";
import { regions } from "#db/schema/reference";
import { calendarFeeds, courses, enrolments, events, eventTrainers, sittings } from "#db/schema/training";
import type { CalendarFeedKind, EventState, Locale } from "#db/vocabulary";
import type { PublicFilter } from "./filter";
import { LINK_MINUTES } from "./rules";

/** A sitting with all that its calendar entry says. */
export interface SittingForCalendar {
  id: string;
  sequence: number;
  startsAt: Date;
  endsAt: Date;
  changedAt: Date;
  slug: string;
  title: string;
  state: EventState;
  place: string | null;
  venue: string | null;
  region: string | null;
  onlineLink: string | null;
}

export const columnsForCalendar = (locale: Locale) => ({
  id: sittings.id,
  sequence: sittings.sequence,
  startsAt: sittings.startsAt,
  endsAt: sittings.endsAt,
  changedAt: sittings.changedAt,
  slug: events.slug,
  title: locale === "sq" ? courses.titleSq : courses.titleEn,
  state: events.state,
  place: events.place,
  venue: events.venue,
  region: locale === "sq" ? regions.sq : regions.en,
  onlineLink: events.onlineLink,
});

function sittingsWhere(context: Context, locale: Locale, where: SQL | undefined): Promise<SittingForCalendar[]> {
  return context.db
    .select(columnsForCalendar(locale))
    .from(sittings)
    .innerJoin(events, eq(events.id, sittings.eventId))
    .innerJoin(courses, eq(courses.id, events.courseId))
    .leftJoin(regions, eq(regions.iso, events.regionIso))
    .where(where)
    .orderBy(asc(sittings.startsAt), asc(sittings.id))
    .limit(1000);
}

/** The sittings of all coming public events, the first thousand, as the page of trainings filters them. */
export function publicSittings(
  context: Context,
  locale: Locale,
  { regionIso = null, kind = null, topic = null }: Partial<PublicFilter> = {},
): Promise<SittingForCalendar[]> {
  return sittingsWhere(
    context,
    locale,
    and(
      inArray(events.state, ["tentative", "confirmed"]),
      eq(courses.state, "published"),
      sql`${events.endsOn} >= ${calendarDate(context.now)}`,
      regionIso ? eq(events.regionIso, regionIso) : undefined,
      kind ? eq(events.kind, kind) : undefined,
      topic ? sql`${topic} = any(${courses.topics})` : undefined,
    ),
  );
}

/** The sittings of events by id, for the calendar part of a mail. */
export function sittingsOfEvent(context: Context, locale: Locale, eventId: string): Promise<SittingForCalendar[]> {
  return sittingsWhere(context, locale, eq(events.id, eventId));
}

const DAYS_BACK = 180;

export interface PrivateCalendar {
  kind: CalendarFeedKind;
  locale: Locale;
  sittings: SittingForCalendar[];
}

/** What a secret address shows: the sittings of the last half year and all that come; the 404 for an unknown token. */
export async function calendarBehind(
  context: Context,
  token: string,
  asked: Locale | null = null,
): Promise<PrivateCalendar> {
  const [owner] = await context.db.execute<{
    account_id: string;
    person_id: string;
    kind: CalendarFeedKind;
    locale: Locale;
  }>(sql`select account_id, person_id, kind, locale from access.calendar_of(${tokenHash(token)})`);
  if (!owner) throw notFound();
  const locale = asked ?? owner.locale;
  const since = new Date(context.now.getTime() - DAYS_BACK * 86_400_000);
  const whose =
    owner.kind === "own" ? admitted(context, owner.person_id) : heldBy(context, sql`${owner.account_id}::uuid`);
  const rows = await sittingsWhere(context, locale, and(gt(sittings.endsAt, since), whose));
  return { kind: owner.kind, locale, sittings: rows };
}

function admitted(context: Context, personId: string) {
  return exists(
    context.db
      .select({ one: sql`1` })
      .from(enrolments)
      .where(
        and(eq(enrolments.eventId, events.id), eq(enrolments.personId, personId), eq(enrolments.state, "admitted")),
      ),
  );
}

function heldBy(context: Context, accountId: string | SQL) {
  return exists(
    context.db
      .select({ one: sql`1` })
      .from(eventTrainers)
      .where(and(eq(eventTrainers.eventId, events.id), eq(eventTrainers.accountId, accountId))),
  );
}

/** The calendar addresses of whoever is signed in; the addresses themselves are known to nobody any more. */
export async function ownCalendarAddresses(context: Context<Member>) {
  return inTransaction(context, (tx) =>
    tx.db
      .select({ kind: calendarFeeds.kind, createdAt: calendarFeeds.createdAt })
      .from(calendarFeeds)
      .where(eq(calendarFeeds.accountId, context.actor.accountId)),
  );
}

/** The links of online sittings that are open now to whoever is signed in: admitted, or holding them. */
export async function openLinks(context: Context<Member>, as: CalendarFeedKind) {
  const { accountId, personId } = context.actor;
  const opensAt = new Date(context.now.getTime() + LINK_MINUTES * 60_000);
  return context.db
    .select({
      sittingId: sittings.id,
      titleSq: courses.titleSq,
      titleEn: courses.titleEn,
      startsAt: sittings.startsAt,
      endsAt: sittings.endsAt,
      link: sql<string>`${events.onlineLink}`,
    })
    .from(sittings)
    .innerJoin(events, eq(events.id, sittings.eventId))
    .innerJoin(courses, eq(courses.id, events.courseId))
    .where(
      and(
        isNotNull(events.onlineLink),
        inArray(events.state, ["tentative", "confirmed"]),
        sql`${sittings.startsAt} <= ${opensAt.toISOString()}::timestamptz`,
        gt(sittings.endsAt, context.now),
        as === "own" ? admitted(context, personId) : heldBy(context, accountId),
      ),
    )
    .orderBy(asc(sittings.startsAt));
}

/** True where somebody has a seat in an event that has not been called off. */
export async function hasSeat(context: Context, eventId: string, personId: string): Promise<boolean> {
  const [row] = await context.db
    .select({ id: enrolments.id })
    .from(enrolments)
    .innerJoin(events, eq(events.id, enrolments.eventId))
    .where(
      and(
        eq(enrolments.eventId, eventId),
        eq(enrolments.personId, personId),
        eq(enrolments.state, "admitted"),
        or(eq(events.state, "tentative"), eq(events.state, "confirmed")),
      ),
    );
  return row !== undefined;
}
