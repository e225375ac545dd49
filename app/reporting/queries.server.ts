import { eq, type SQL, sql } from "drizzle-orm";
import type { Context } from "#app/context.server";
import type { Locale } from "#app/i18n/locale";
import type { ReportReader } from "#app/projects/queries.server";
import { settings } from "#db/schema/reference";
import { type Indicator, stepKinds } from "#db/vocabulary";

/** Steps that represent somebody before a court or an authority. */
const representing = stepKinds.filter((kind) => kind !== "advice" && kind !== "drafting");

const list = (values: readonly string[]) =>
  sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  );

/**
 * Enrolments that count as a participation: a seat in a held event, and where presence was recorded in that event at
 * all, seen there at least once: present, late, or until leaving early.
 */
const participations = sql`
  latest as (
    select distinct on (o.sitting_id, o.enrolment_id) o.enrolment_id, s.event_id, o.mark
    from presence_observations o join sittings s on s.id = o.sitting_id
    order by o.sitting_id, o.enrolment_id, o.id desc
  ),
  recorded as (select distinct event_id from latest where mark <> 'not_recorded'),
  participations as (
    select n.id, n.person_id, n.event_id from enrolments n
    where n.state = 'admitted' and (
      not exists (select 1 from recorded r where r.event_id = n.event_id)
      or exists (select 1 from latest l where l.enrolment_id = n.id and l.mark in ('present', 'late', 'left_early')))
  )`;

/** Requests that a project may count: its own, or those received in its period that belong to no project. */
const requestsOf = sql`
  project_requests as (
    select p.id as project_id, r.id, r.state, r.channel, r.region_iso from projects p join aid_requests r
      on r.state <> 'merged' and (r.project_id = p.id or (
        r.project_id is null
        and exists (select 1 from project_targets t where t.project_id = p.id and t.indicator = 'primary_aid_people')
        and (r.received_at at time zone 'Europe/Tirane')::date
          between coalesce(p.starts_on, '-infinity'::date) and coalesce(p.ends_on, 'infinity'::date)))
  )`;

export type ProjectFigures = Record<Exclude<Indicator, "other">, number>;

/** What each project has reached, by indicator, counted from the work itself. */
export async function figuresOfProjects(
  context: Context<ReportReader>,
  projectId?: string,
): Promise<Map<string, ProjectFigures>> {
  const rows = await context.db.execute<{ project_id: string } & ProjectFigures>(sql`
    with ${participations}, ${requestsOf},
    held as (
      select e.project_id, e.id, e.kind, coalesce(e.head_count, 0) as counted,
        (select count(*) from participations n where n.event_id = e.id) as named
      from events e where e.state = 'held' and e.project_id is not null
    )
    select p.id as project_id,
      (select count(*) from held h where h.project_id = p.id and h.kind = 'training')::int as trainings_held,
      (select coalesce(sum(h.named + h.counted), 0) from held h
        where h.project_id = p.id and h.kind = 'training')::int as participations,
      (select count(distinct n.person_id) from held h join participations n on n.event_id = h.id
        where h.project_id = p.id)::int as people_trained,
      (select count(*) from held h where h.project_id = p.id and h.kind = 'information_session')::int
        as information_sessions,
      (select count(*) from held h where h.project_id = p.id and h.kind = 'workshop')::int as workshops,
      (select count(*) from project_requests r where r.project_id = p.id and exists (
        select 1 from services v join service_types y on y.code = v.service_type_code
        where v.request_id = r.id and y.kind = 'primary'))::int as primary_aid_people,
      (select count(*) from project_requests r where r.project_id = p.id and exists (
        select 1 from cases c join case_steps s on s.case_id = c.id
        where c.request_id = r.id and s.kind in (${list(representing)})))::int as representation_people,
      (select count(*) from lawyers l where l.state = 'verified' and l.verified_at <
        coalesce((p.ends_on + 1)::timestamp at time zone 'Europe/Tirane', 'infinity'::timestamptz))::int
        as network_lawyers,
      (select count(*) from publications b where b.project_id = p.id and b.published_on is not null)::int
        as publications,
      (select count(*) from publications b where b.project_id = p.id and b.published_on is not null
        and b.kind = 'guide')::int as guides,
      (select count(*) from publications b where b.project_id = p.id and b.published_on is not null
        and b.kind = 'model')::int as representation_models,
      (select count(*) from certificates c join events e on e.id = c.event_id
        where e.project_id = p.id and c.state = 'valid')::int as certificates_issued
    from projects p ${projectId ? sql`where p.id = ${projectId}` : sql``}`);
  return new Map(rows.map(({ project_id, ...figures }) => [project_id, figures]));
}

/** How many requests of a project came how far: each step counts those who reached it or went past it. */
export async function funnelOfProject(context: Context<ReportReader>, projectId: string) {
  const [row] = await context.db.execute<{
    received: number;
    triaged: number;
    helped: number;
    offered: number;
    assigned: number;
    closed: number;
  }>(sql`
    with ${requestsOf},
    steps as (
      select r.id,
        exists (select 1 from triages t where t.request_id = r.id) as triaged,
        exists (select 1 from services v where v.request_id = r.id) as served,
        exists (select 1 from offers o where o.request_id = r.id) as offered,
        exists (select 1 from cases c where c.request_id = r.id) as assigned,
        exists (select 1 from cases c where c.request_id = r.id and c.state = 'closed') as closed
      from project_requests r where r.project_id = ${projectId}
    )
    select count(*)::int as received, count(*) filter (where triaged)::int as triaged,
      count(*) filter (where triaged and (served or assigned))::int as helped,
      count(*) filter (where triaged and offered)::int as offered,
      count(*) filter (where triaged and assigned)::int as assigned,
      count(*) filter (where triaged and closed)::int as closed
    from steps`);
  return row ?? { received: 0, triaged: 0, helped: 0, offered: 0, assigned: 0, closed: 0 };
}

/** Requests of a project by region; the region may be unknown (null). */
export async function regionsOfProject(context: Context<ReportReader>, projectId: string, locale: Locale) {
  return context.db.execute<{ iso: string | null; name: string | null; requests: number }>(sql`
    with ${requestsOf}
    select r.region_iso as iso, ${locale === "sq" ? sql`g.sq` : sql`g.en`} as name, count(*)::int as requests
    from project_requests r left join regions g on g.iso = r.region_iso
    where r.project_id = ${projectId} group by 1, 2 order by 2 nulls last`);
}

export interface HeldEvent {
  [key: string]: unknown;
  slug: string;
  title: string;
  kind: string;
  place: string | null;
  region: string | null;
  starts_on: string | null;
  ends_on: string | null;
  date_precision: "day" | "month" | "year";
  participations: number;
  project: string | null;
  course: string;
}

/** Held events of a project: the rows behind its figures. */
export function eventsOfProject(context: Context<ReportReader>, projectId: string, locale: Locale) {
  return heldEvents(context, locale, sql`e.project_id = ${projectId}`);
}

/** Held events of a year. */
export function eventsOfYear(context: Context<ReportReader>, year: number, locale: Locale) {
  return heldEvents(context, locale, sql`e.starts_on between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date`);
}

async function heldEvents(context: Context, locale: Locale, where: SQL): Promise<HeldEvent[]> {
  const albanian = locale === "sq";
  return context.db.execute<HeldEvent>(sql`
    with ${participations}
    select e.slug, e.kind, e.place, e.starts_on, e.ends_on, e.date_precision, c.slug as course,
      ${albanian ? sql`c.title_sq` : sql`c.title_en`} as title, ${albanian ? sql`g.sq` : sql`g.en`} as region,
      ${albanian ? sql`p.title_sq` : sql`p.title_en`} as project,
      (coalesce(e.head_count, 0) + (select count(*) from participations n where n.event_id = e.id))::int as participations
    from events e join courses c on c.id = e.course_id left join regions g on g.iso = e.region_iso
      left join projects p on p.id = e.project_id
    where e.state = 'held' and ${where}
    order by e.starts_on, c.title_sq, e.slug`);
}

export interface YearFigures {
  [key: string]: unknown;
  trainings: number;
  participations: number;
  people: number;
  other_events: number;
  other_participations: number;
  certificates: number;
  requests: number;
  primary_people: number;
  cases: number;
  hours: number;
}

/** The sums of a year, counted from the work itself. */
export async function figuresOfYear(context: Context<ReportReader>, year: number): Promise<YearFigures> {
  const first = `${year}-01-01`;
  const within = (instant: SQL) =>
    sql`(${instant} at time zone 'Europe/Tirane')::date between ${first}::date and ${`${year}-12-31`}::date`;
  const [row] = await context.db.execute<YearFigures>(sql`
    with ${participations},
    held as (
      select e.id, e.kind = 'training' as training, coalesce(e.head_count, 0) as counted,
        (select count(*) from participations n where n.event_id = e.id) as named
      from events e where e.state = 'held' and e.starts_on between ${first}::date and ${`${year}-12-31`}::date
    )
    select count(*) filter (where training)::int as trainings,
      coalesce(sum(named + counted) filter (where training), 0)::int as participations,
      (select count(distinct n.person_id) from participations n join held h on h.id = n.event_id and h.training)::int
        as people,
      count(*) filter (where not training)::int as other_events,
      coalesce(sum(named + counted) filter (where not training), 0)::int as other_participations,
      (select count(*) from certificates c where c.state = 'valid' and ${within(sql`c.issued_at`)})::int as certificates,
      (select count(*) from aid_requests r where r.state <> 'merged' and ${within(sql`r.received_at`)})::int as requests,
      (select count(distinct v.request_id) from services v join service_types y on y.code = v.service_type_code
        where y.kind = 'primary' and v.given_on between ${first}::date and ${`${year}-12-31`}::date)::int as primary_people,
      (select count(*) from cases c where ${within(sql`c.opened_at`)})::int as cases,
      (select coalesce(sum(h.minutes), 0) from case_hours h where h.removed_at is null
        and h.worked_on between ${first}::date and ${`${year}-12-31`}::date)::int as hours
    from held`);
  if (!row) throw new Error("a sum has one row");
  return row;
}

/** Years that have held events or requests, the latest first. */
export async function yearsWithWork(context: Context<ReportReader>): Promise<number[]> {
  const rows = await context.db.execute<{ year: number }>(sql`
    select distinct extract(year from starts_on)::int as year from events where state = 'held' and starts_on is not null
    union select distinct extract(year from received_at at time zone 'Europe/Tirane')::int from aid_requests
    order by year desc`);
  return rows.map((row) => row.year);
}

/** The limit below which figures about people are hidden. */
export async function smallNumberLimit(context: Context<ReportReader>): Promise<number> {
  const [row] = await context.db
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, "small_number_limit"));
  return typeof row?.value === "number" ? row.value : 5;
}

/** The printed report of a year, where one is kept; its figures stand beside the counted ones. */
export async function printedReport(context: Context<ReportReader>, year: number): Promise<PrintedReport | null> {
  const [row] = await context.db
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, `annual_report_${year}`));
  return (row?.value as PrintedReport | undefined) ?? null;
}

interface Split {
  key: string;
  label: string;
  carried: number;
  new: number;
  total: number;
}

/** The parts of a printed annual report that the page repeats. */
export interface PrintedReport {
  report: { title: string; organisation: string };
  trainingsOfProfessionals: {
    trainings: number;
    participations: number;
    totalIsOwnSum: boolean;
    groups: {
      group: string;
      topic: string;
      trainings: number;
      participants: number;
      places: string[];
      date: { value: string; precision: string };
    }[];
  };
  events: { group: string; kind: string; topic: string; count: number; participants: number | null }[];
  beneficiaries: {
    headline: { cases: number; children: number };
    byCategory: Split[];
    byGender: { vot: Split[]; dv: Split[] };
  };
  legalAid: {
    persons: number;
    proceedings: { total: number; criminal: number; civil: number; administrative: number };
  };
  services: { sessions: { serviceType: string; en: string; sessions: number }[] };
  checks: { check: string; holds: boolean; detail?: string }[];
}
