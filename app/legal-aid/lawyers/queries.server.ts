import { count, countDistinct, eq } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { lawyerRegions, lawyers } from "#db/schema/lawyers";

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
