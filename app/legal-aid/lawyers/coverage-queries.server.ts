import { and, asc, count, countDistinct, eq, sql } from "drizzle-orm";
import type { Context, Coordinator } from "#app/context.server";
import { calendarDate } from "#app/i18n/format";
import type { Locale } from "#app/i18n/locale";
import { cases } from "#db/schema/cases";
import { lawyerAreas, lawyerRegions, lawyers } from "#db/schema/lawyers";
import { practiceAreas, regions } from "#db/schema/reference";

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
