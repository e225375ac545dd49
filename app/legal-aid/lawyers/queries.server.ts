import { and, asc, count, countDistinct, eq, exists, type SQL, sql } from "drizzle-orm";
import { type Context, type Coordinator, type Lawyer, notFound } from "#app/context.server";
import { fold } from "#app/i18n/fold";
import { calendarDate } from "#app/i18n/format";
import type { Locale } from "#app/i18n/locale";
import { accounts, people } from "#db/schema/accounts";
import { cases } from "#db/schema/cases";
import { lawyerApprovals, lawyerAreas, lawyerRegions, lawyers } from "#db/schema/lawyers";
import { barChambers, practiceAreas, regions } from "#db/schema/reference";
import type { LawyerState } from "#db/vocabulary";

/** How many verified lawyers the network has, all told and by the regions in which they work. */
export async function networkCoverage(
  context: Context,
): Promise<{ lawyers: number; byRegion: Record<string, number> }> {
  const [total] = await context.db.select({ lawyers: count() }).from(lawyers).where(eq(lawyers.state, "verified"));
  const rows = await context.db
    .select({ region: lawyerRegions.regionIso, lawyers: countDistinct(lawyers.id) })
    .from(lawyerRegions)
    .innerJoin(lawyers, eq(lawyers.id, lawyerRegions.lawyerId))
    .where(eq(lawyers.state, "verified"))
    .groupBy(lawyerRegions.regionIso);
  return {
    lawyers: total?.lawyers ?? 0,
    byRegion: Object.fromEntries(rows.map((row) => [row.region, row.lawyers])),
  };
}

export interface Named {
  code: string;
  label: string;
}
export interface NetworkLists {
  areas: { group: string; areas: Named[] }[];
  regions: Named[];
  chambers: Named[];
}

/** The lists that the network's forms choose from, in one language. */
export async function networkLists(context: Context, locale: Locale): Promise<NetworkLists> {
  const { db } = context;
  const [areas, isos, chambers] = await Promise.all([
    db
      .select({ code: practiceAreas.code, label: practiceAreas[locale], group: practiceAreas.groupCode })
      .from(practiceAreas)
      .orderBy(asc(practiceAreas.position)),
    db.select({ code: regions.iso, label: regions[locale] }).from(regions).orderBy(asc(regions.sq)),
    db.select({ code: barChambers.code, label: barChambers[locale] }).from(barChambers).orderBy(asc(barChambers.sq)),
  ]);
  const groups = [...new Set(areas.map(({ group }) => group))];
  return {
    areas: groups.map((group) => ({
      group,
      areas: areas.filter((area) => area.group === group).map(({ code, label }) => ({ code, label })),
    })),
    regions: isos,
    chambers,
  };
}

export interface Labels {
  areas: Record<string, string>;
  regions: Record<string, string>;
}

/** What codes of areas and regions are called in one language. */
export async function networkLabels(context: Context, locale: Locale): Promise<Labels> {
  const [areas, isos] = await Promise.all([
    context.db.select({ code: practiceAreas.code, label: practiceAreas[locale] }).from(practiceAreas),
    context.db.select({ code: regions.iso, label: regions[locale] }).from(regions),
  ]);
  const byCode = (rows: Named[]) => Object.fromEntries(rows.map(({ code, label }) => [code, label]));
  return { areas: byCode(areas), regions: byCode(isos) };
}

const nameOf = sql<string>`${people.givenName} || ' ' || ${people.familyName}`;
const openCases = sql<number>`(select count(*)::int from cases c where c.lawyer_id = ${lawyers.id} and c.state = 'open')`;
const regionsOf = sql<
  string[]
>`coalesce((select array_agg(r.region_iso order by r.region_iso) from lawyer_regions r where r.lawyer_id = ${lawyers.id}), '{}')`;
const areasOf = sql<
  string[]
>`coalesce((select array_agg(a.area_code order by a.area_code) from lawyer_areas a where a.lawyer_id = ${lawyers.id}), '{}')`;
const approvalsOf = sql<number>`(select count(*)::int from lawyer_approvals a where a.lawyer_id = ${lawyers.id})`;

/** The network as the desk sees it: by state, region, area and folded name. */
export async function lawyersForDesk(
  context: Context<Coordinator>,
  filter: { q: string | null; state: LawyerState | null; region: string | null; area: string | null },
  { page, pageSize }: { page: number; pageSize: number },
) {
  const where = and(...conditions(context, filter));
  const [total] = await context.db
    .select({ count: count() })
    .from(lawyers)
    .innerJoin(accounts, eq(accounts.id, lawyers.accountId))
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(where);
  const rows = await context.db
    .select({
      id: lawyers.id,
      name: nameOf,
      kind: lawyers.kind,
      state: lawyers.state,
      capacity: lawyers.capacity,
      pledgedHours: lawyers.pledgedHours,
      permitValidTo: lawyers.permitValidTo,
      onLeaveUntil: lawyers.onLeaveUntil,
      appliedAt: lawyers.appliedAt,
      openCases,
      regions: regionsOf,
      approvals: approvalsOf,
    })
    .from(lawyers)
    .innerJoin(accounts, eq(accounts.id, lawyers.accountId))
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(where)
    .orderBy(sql`${lawyers.state} <> 'applied'`, asc(people.familyName), asc(people.givenName), asc(lawyers.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return { rows, total: total?.count ?? 0 };
}

function conditions(
  context: Context,
  {
    q,
    state,
    region,
    area,
  }: { q: string | null; state: LawyerState | null; region: string | null; area: string | null },
): SQL[] {
  const found: SQL[] = [];
  for (const word of fold(q ?? "").split(" "))
    if (word) found.push(sql`${people.foldedName} like ${`%${word.replace(/[\\%_]/g, "\\$&")}%`}`);
  if (state) found.push(eq(lawyers.state, state));
  if (region)
    found.push(
      exists(
        context.db
          .select({ one: sql`1` })
          .from(lawyerRegions)
          .where(and(eq(lawyerRegions.lawyerId, lawyers.id), eq(lawyerRegions.regionIso, region))),
      ),
    );
  if (area)
    found.push(
      exists(
        context.db
          .select({ one: sql`1` })
          .from(lawyerAreas)
          .where(and(eq(lawyerAreas.lawyerId, lawyers.id), eq(lawyerAreas.areaCode, area))),
      ),
    );
  return found;
}

/** How many of the network stand in each state. */
export async function lawyerCounts(context: Context<Coordinator>): Promise<Partial<Record<LawyerState, number>>> {
  const rows = await context.db.select({ state: lawyers.state, lawyers: count() }).from(lawyers).groupBy(lawyers.state);
  return Object.fromEntries(rows.map((row) => [row.state, row.lawyers]));
}

/** One lawyer as the desk sees them: application, licence, approvals. Throws the 404 for unknown ids. */
export async function lawyerForDesk(context: Context<Coordinator>, lawyerId: string) {
  const [lawyer] = await context.db
    .select({
      id: lawyers.id,
      accountId: lawyers.accountId,
      name: nameOf,
      email: accounts.email,
      phone: people.phone,
      kind: lawyers.kind,
      state: lawyers.state,
      chamberCode: lawyers.chamberCode,
      licenceNumber: lawyers.licenceNumber,
      permitValidTo: lawyers.permitValidTo,
      gender: lawyers.gender,
      languages: lawyers.languages,
      capacity: lawyers.capacity,
      pledgedHours: lawyers.pledgedHours,
      remote: lawyers.remote,
      onDuty: lawyers.onDuty,
      onLeaveUntil: lawyers.onLeaveUntil,
      supervisorId: lawyers.supervisorId,
      appliedAt: lawyers.appliedAt,
      verifiedAt: lawyers.verifiedAt,
      openCases,
      regions: regionsOf,
      areas: areasOf,
    })
    .from(lawyers)
    .innerJoin(accounts, eq(accounts.id, lawyers.accountId))
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(eq(lawyers.id, lawyerId));
  if (!lawyer) throw notFound();
  const approvals = await context.db
    .select({
      by: nameOf,
      accountId: lawyerApprovals.accountId,
      licenceCheck: lawyerApprovals.licenceCheck,
      checkedOn: lawyerApprovals.checkedOn,
      approvedAt: lawyerApprovals.approvedAt,
    })
    .from(lawyerApprovals)
    .innerJoin(accounts, eq(accounts.id, lawyerApprovals.accountId))
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(eq(lawyerApprovals.lawyerId, lawyerId))
    .orderBy(asc(lawyerApprovals.approvedAt));
  return { ...lawyer, approvals, approvedByMe: approvals.some((one) => one.accountId === context.actor.accountId) };
}

/** Verified advocates, for choosing who stands behind a candidate. */
export async function advocates(context: Context<Coordinator>): Promise<Named[]> {
  return context.db
    .select({ code: lawyers.id, label: nameOf })
    .from(lawyers)
    .innerJoin(accounts, eq(accounts.id, lawyers.accountId))
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(and(eq(lawyers.kind, "advocate"), eq(lawyers.state, "verified")))
    .orderBy(asc(people.familyName), asc(people.givenName));
}

/** The own row of whoever is signed in as a lawyer; pending ones see their application only. */
export async function ownLawyer(context: Context<Lawyer>) {
  const [lawyer] = await context.db
    .select({
      id: lawyers.id,
      name: nameOf,
      kind: lawyers.kind,
      state: lawyers.state,
      licenceNumber: lawyers.licenceNumber,
      permitValidTo: lawyers.permitValidTo,
      languages: lawyers.languages,
      capacity: lawyers.capacity,
      pledgedHours: lawyers.pledgedHours,
      remote: lawyers.remote,
      onDuty: lawyers.onDuty,
      onLeaveUntil: lawyers.onLeaveUntil,
      verifiedAt: lawyers.verifiedAt,
      openCases,
      regions: regionsOf,
      areas: areasOf,
    })
    .from(lawyers)
    .innerJoin(accounts, eq(accounts.id, lawyers.accountId))
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(eq(lawyers.accountId, context.actor.accountId));
  if (!lawyer) throw notFound();
  return lawyer;
}

export interface RegionCoverage {
  iso: string;
  name: string;
  lawyers: number;
  /** Not on leave, below capacity, permit valid. */
  available: number;
  advocates: number;
  openRequests: number;
}

/** Per region: who is there, who could take a case today, and how many requests wait. */
export async function coverageForDesk(context: Context<Coordinator>, locale: Locale): Promise<RegionCoverage[]> {
  const today = calendarDate(context.now);
  const free = sql`(${lawyers.onLeaveUntil} is null or ${lawyers.onLeaveUntil} <= ${today}::date)
    and (${lawyers.kind} = 'jurist' or ${lawyers.permitValidTo} >= ${today}::date)
    and (select count(*) from ${cases} where ${cases.lawyerId} = ${lawyers.id} and ${cases.state} = 'open') < ${lawyers.capacity}`;
  return context.db
    .select({
      iso: regions.iso,
      name: regions[locale],
      lawyers: sql<number>`count(${lawyers.id})::int`,
      available: sql<number>`(count(${lawyers.id}) filter (where ${free}))::int`,
      advocates: sql<number>`(count(${lawyers.id}) filter (where ${lawyers.kind} = 'advocate'))::int`,
      openRequests: sql<number>`(select count(*)::int from aid_requests q where q.region_iso = ${regions.iso} and q.state in ('matching', 'offered'))`,
    })
    .from(regions)
    .leftJoin(lawyerRegions, eq(lawyerRegions.regionIso, regions.iso))
    .leftJoin(lawyers, and(eq(lawyers.id, lawyerRegions.lawyerId), eq(lawyers.state, "verified")))
    .groupBy(regions.iso)
    .orderBy(asc(regions.sq));
}

/** Practice areas that fewer than `least` verified lawyers cover. */
export async function thinAreas(context: Context<Coordinator>, locale: Locale, least: number) {
  const covered = sql<number>`count(${lawyers.id})::int`;
  return context.db
    .select({ code: practiceAreas.code, label: practiceAreas[locale], lawyers: covered })
    .from(practiceAreas)
    .leftJoin(lawyerAreas, eq(lawyerAreas.areaCode, practiceAreas.code))
    .leftJoin(lawyers, and(eq(lawyers.id, lawyerAreas.lawyerId), eq(lawyers.state, "verified")))
    .groupBy(practiceAreas.code)
    .having(sql`count(${lawyers.id}) < ${least}`)
    .orderBy(asc(covered), asc(practiceAreas.position));
}

export interface FairnessRow {
  lawyerId: string;
  name: string;
  pledgedHours: number;
  offers: number;
  accepted: number;
  hours: number;
}

/** Offers, acceptances and accepted hours per verified lawyer since an instant. */
export async function fairnessRows(context: Context<Coordinator>, since: Date): Promise<FairnessRow[]> {
  const from = since.toISOString();
  const counted = (condition: SQL) =>
    sql<number>`(select count(*)::int from offers o where o.lawyer_id = ${lawyers.id} and o.opened_at >= ${from}::timestamptz and ${condition})`;
  return context.db
    .select({
      lawyerId: lawyers.id,
      name: nameOf,
      pledgedHours: lawyers.pledgedHours,
      offers: counted(sql`true`),
      accepted: counted(sql`o.state in ('accepted', 'handed_back')`),
      hours: sql<number>`coalesce((select sum(o.estimated_hours)::int from offers o where o.lawyer_id = ${lawyers.id}
        and o.opened_at >= ${from}::timestamptz and o.state in ('accepted', 'handed_back')), 0)`,
    })
    .from(lawyers)
    .innerJoin(accounts, eq(accounts.id, lawyers.accountId))
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(eq(lawyers.state, "verified"))
    .orderBy(asc(people.familyName), asc(people.givenName));
}
