import { and, count, desc, eq, inArray } from "drizzle-orm";
import { type Context, notFound } from "#app/context.server";
import { calendarDate } from "#app/i18n/format";
import { openStates } from "#app/legal-aid/aid-requests/rules";
import { aidRequests, requestTraits } from "#db/schema/aid-requests";
import { type Card, offers } from "#db/schema/offers";
import { cardRegion, estimateOf, nextDateRange } from "./rules";

/**
 * The card of a request out of its codes (D1, D2) alone: no sealed table is read. The sentence is the desk's, checked
 * before; without one the last card's goes on. Null where the area is not known yet.
 */
export async function drawCard(
  context: Context,
  requestId: string,
  options: { regionThreshold: number; sentence?: string | null | undefined },
): Promise<Card | null> {
  const { db, now } = context;
  const [request] = await db
    .select({
      areaCode: aidRequests.areaCode,
      urgency: aidRequests.urgency,
      regionIso: aidRequests.regionIso,
      courtKind: aidRequests.courtKind,
      language: aidRequests.language,
      ageBand: aidRequests.ageBand,
      genderWish: aidRequests.genderWish,
      stepKinds: aidRequests.stepKinds,
      estimatedHours: aidRequests.estimatedHours,
      nextDateOn: aidRequests.nextDateOn,
    })
    .from(aidRequests)
    .where(eq(aidRequests.id, requestId));
  if (!request) throw notFound();
  const { areaCode, nextDateOn, estimatedHours, regionIso, ...codes } = request;
  if (areaCode === null) return null;
  const openInRegion = regionIso === null ? 0 : await countOpen(context, regionIso);
  const traits = await db
    .select({ trait: requestTraits.trait })
    .from(requestTraits)
    .where(eq(requestTraits.requestId, requestId));
  return {
    ...codes,
    areaCode,
    regionIso: cardRegion(regionIso, openInRegion, options.regionThreshold),
    estimatedHours: estimatedHours ?? estimateOf(request.stepKinds),
    nextDateRange: nextDateRange(nextDateOn, calendarDate(now)),
    sentence: options.sentence === undefined ? await lastSentence(context, requestId) : options.sentence,
    ...(traits.length > 0 && { traits: traits.map(({ trait }) => trait) }),
  };
}

async function countOpen(context: Context, regionIso: string): Promise<number> {
  const [row] = await context.db
    .select({ open: count() })
    .from(aidRequests)
    .where(and(eq(aidRequests.regionIso, regionIso), inArray(aidRequests.state, [...openStates])));
  return row?.open ?? 0;
}

async function lastSentence(context: Context, requestId: string): Promise<string | null> {
  const [last] = await context.db
    .select({ card: offers.card })
    .from(offers)
    .where(eq(offers.requestId, requestId))
    .orderBy(desc(offers.openedAt))
    .limit(1);
  return last?.card.sentence ?? null;
}
