import { desc, eq } from "drizzle-orm";
import type { Context, Referrer } from "#app/context.server";
import { aidRequests } from "#db/schema/aid-requests";
import { practiceAreas, regions } from "#db/schema/reference";

/** A referrer's own filings: received or answered, and nothing else. */
export async function filingsOfReferrer(context: Context<Referrer>) {
  const rows = await context.db
    .select({ id: aidRequests.id, receivedAt: aidRequests.receivedAt, state: aidRequests.state })
    .from(aidRequests)
    .where(eq(aidRequests.referrerAccountId, context.actor.accountId))
    .orderBy(desc(aidRequests.receivedAt))
    .limit(200);
  return rows.map(({ id, receivedAt, state }) => ({
    id,
    receivedAt,
    answered: state !== "received" && state !== "in_triage",
  }));
}

/** Choices for the desk's and the referrers' forms. */
export async function filingChoices(context: Context) {
  const [regionRows, areaRows] = await Promise.all([
    context.db.select({ iso: regions.iso, sq: regions.sq, en: regions.en }).from(regions).orderBy(regions.sq),
    context.db
      .select({
        code: practiceAreas.code,
        sq: practiceAreas.sq,
        en: practiceAreas.en,
        groupCode: practiceAreas.groupCode,
      })
      .from(practiceAreas)
      .orderBy(practiceAreas.position),
  ]);
  return { regions: regionRows, areas: areaRows };
}
