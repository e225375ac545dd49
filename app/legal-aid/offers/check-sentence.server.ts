import { eq } from "drizzle-orm";
import { type Context, type Coordinator, notFound } from "#app/context.server";
import { placeOf } from "#app/legal-aid/aid-requests/sealed-places";
import { openDataKey } from "#app/protection/data-keys.server";
import { open, openMaybe } from "#app/protection/sealing.server";
import { aidRequests, requestIdentities, requestParties, requestSafety, requestStories } from "#db/schema/aid-requests";
import { municipalities, regions } from "#db/schema/reference";
import { type SentenceFault, sentenceFault } from "./rules";

/**
 * Why the desk's sentence may not stand on the card, or null: it is compared with everything in the file, which is
 * opened for that inside the caller's transaction, with its audit row.
 */
export async function checkSentence(
  context: Context<Coordinator>,
  requestId: string,
  sentence: string,
): Promise<SentenceFault | null> {
  const { db } = context;
  const [request] = await db
    .select({ state: aidRequests.state, regionIso: aidRequests.regionIso })
    .from(aidRequests)
    .where(eq(aidRequests.id, requestId));
  if (!request) throw notFound();
  const key = await openDataKey(context, {
    requestId,
    state: request.state,
    classes: ["identity", "party", "story", "safety", "whereabouts"],
    reason: "matching",
  });
  const [identity] = await db.select().from(requestIdentities).where(eq(requestIdentities.requestId, requestId));
  const [story] = await db.select().from(requestStories).where(eq(requestStories.requestId, requestId));
  const [safety] = await db.select().from(requestSafety).where(eq(requestSafety.requestId, requestId));
  const parties = await db
    .select({ id: requestParties.id, name: requestParties.name })
    .from(requestParties)
    .where(eq(requestParties.requestId, requestId));
  const read = (column: Parameters<typeof placeOf>[0], bytes: Buffer | null | undefined) =>
    openMaybe(key, placeOf(column, requestId), bytes ?? null);
  return sentenceFault(sentence, {
    names: [
      read("request_identities.name", identity?.name),
      ...parties.map(({ id, name }) => open(key, placeOf("request_parties.name", requestId, id), name)),
    ],
    places: await placesOf(context, request.regionIso),
    texts: [
      read("request_identities.birth_year", identity?.birthYear),
      read("request_identities.phone", identity?.phone),
      read("request_identities.email", identity?.email),
      read("request_stories.story", story?.story),
      read("request_safety.whereabouts", safety?.whereabouts),
      read("request_safety.contact_rules", safety?.contactRules),
      read("request_safety.trusted_person", safety?.trustedPerson),
    ],
  });
}

async function placesOf(context: Context, regionIso: string | null): Promise<string[]> {
  if (regionIso === null) return [];
  const rows = await context.db
    .select({ region: regions.sq, municipality: municipalities.sq, aliases: municipalities.aliases })
    .from(regions)
    .leftJoin(municipalities, eq(municipalities.regionIso, regions.iso))
    .where(eq(regions.iso, regionIso));
  return [
    ...new Set(
      rows.flatMap((row) => [row.region, ...(row.municipality ? [row.municipality] : []), ...(row.aliases ?? [])]),
    ),
  ];
}
