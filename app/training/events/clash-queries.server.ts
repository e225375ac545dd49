import { type SQL, sql } from "drizzle-orm";
import type { Context, TrainingManager } from "#app/context.server";
import type { SittingTimes } from "#app/training/sittings/rules";
import type { Locale } from "#db/vocabulary";

export interface Clash {
  /** A trainer who holds something else then, or a venue in which something else is held. */
  what: "trainer" | "venue";
  name: string;
  eventId: string;
  title: string;
  startsAt: Date;
}

interface Wanted {
  eventId: string;
  times: readonly SittingTimes[];
  /** Whether the event itself goes to these times, instead of another holding being added. */
  moving: boolean;
}

/** What is held at the same times by the event's trainers or in its venue, the first forty. */
export async function clashesWith(
  context: Context<TrainingManager>,
  locale: Locale,
  { eventId, times, moving }: Wanted,
): Promise<Clash[]> {
  if (times.length === 0) return [];
  const title = sql.identifier(locale === "sq" ? "title_sq" : "title_en");
  const other = moving ? sql`e.id <> ${eventId}::uuid` : sql`true`;
  const held = sql`e.state in ('tentative', 'confirmed') and ${other}`;
  const rows = await context.db.execute<Omit<Clash, "eventId" | "startsAt"> & { event_id: string; at: number }>(sql`
    with wanted (begins, ends) as (values ${instants(times)}),
    busy as (
      select distinct s.id, s.event_id, s.starts_at from sittings s
      join wanted w on s.starts_at < w.ends and w.begins < s.ends_at)
    select 'trainer' as what, p.given_name || ' ' || p.family_name as name, e.id as event_id, c.${title} as title,
      (extract(epoch from b.starts_at) * 1000)::float8 as at
    from event_trainers mine
    join event_trainers t on t.account_id = mine.account_id
    join busy b on b.event_id = t.event_id
    join events e on e.id = b.event_id and ${held}
    join courses c on c.id = e.course_id
    join accounts a on a.id = t.account_id join people p on p.id = a.person_id
    where mine.event_id = ${eventId}::uuid
    union all
    select 'venue', e.venue, e.id, c.${title}, (extract(epoch from b.starts_at) * 1000)::float8
    from events mine
    join events e on lower(e.venue) = lower(mine.venue) and e.place is not distinct from mine.place and ${held}
    join busy b on b.event_id = e.id
    join courses c on c.id = e.course_id
    where mine.id = ${eventId}::uuid and mine.venue <> ''
    order by at, what, name limit 40`);
  return rows.map(({ event_id, at, ...row }) => ({ ...row, eventId: event_id, startsAt: new Date(at) }));
}

export interface Affected {
  /** Enrolled people who get a mail. */
  people: number;
  /** Those with a seat who have no mail address. */
  withoutMail: number;
  trainers: number;
  /** People with a seat who have one in something else at these times. */
  elsewhere: number;
}

/** Whom it concerns when an event moves to these times. */
export async function affectedByMove(
  context: Context<TrainingManager>,
  { eventId, times }: Pick<Wanted, "eventId" | "times">,
): Promise<Affected> {
  const [row] = await context.db.execute<{
    people: number;
    without_mail: number;
    trainers: number;
    elsewhere: number;
  }>(sql`
    with wanted (begins, ends) as (values ${instants(times)})
    select
      (select count(*)::int from enrolments n join people p on p.id = n.person_id
        where n.event_id = ${eventId}::uuid and n.state in ('admitted', 'waiting', 'applied') and p.email is not null) as people,
      (select count(*)::int from enrolments n join people p on p.id = n.person_id
        where n.event_id = ${eventId}::uuid and n.state = 'admitted' and p.email is null) as without_mail,
      (select count(*)::int from event_trainers t where t.event_id = ${eventId}::uuid) as trainers,
      (select count(distinct mine.person_id)::int from enrolments mine
        join enrolments other on other.person_id = mine.person_id and other.event_id <> mine.event_id
          and other.state = 'admitted'
        join events e on e.id = other.event_id and e.state in ('tentative', 'confirmed')
        join sittings s on s.event_id = other.event_id
        join wanted w on s.starts_at < w.ends and w.begins < s.ends_at
        where mine.event_id = ${eventId}::uuid and mine.state = 'admitted') as elsewhere`);
  return {
    people: row?.people ?? 0,
    withoutMail: row?.without_mail ?? 0,
    trainers: row?.trainers ?? 0,
    elsewhere: row?.elsewhere ?? 0,
  };
}

function instants(times: readonly SittingTimes[]): SQL {
  return sql.join(
    times.map(
      ({ startsAt, endsAt }) => sql`(${startsAt.toISOString()}::timestamptz, ${endsAt.toISOString()}::timestamptz)`,
    ),
    sql`, `,
  );
}
