import { eq } from "drizzle-orm";
import type { Context, Coordinator } from "#app/context.server";
import { sentenceFault } from "#app/legal-aid/offers/rules";
import { openDataKey } from "#app/protection/data-keys.server";
import { open, openMaybe } from "#app/protection/sealing.server";
import { requestIdentities, requestParties } from "#db/schema/aid-requests";
import type { RequestState } from "#db/vocabulary";
import { deskSight } from "./rules";
import { placeOf } from "./sealed-places";

/**
 * True where a sentence of the desk that stays beside the request in clear (D1) holds a name of its file, a telephone
 * number or an address. The names are opened for that inside the caller's transaction, with the audit row; of a request
 * that has ended nobody opens them, and what looks like a way to reach somebody is refused all the same.
 */
export async function namesInReason(
  context: Context<Coordinator>,
  { requestId, state }: { requestId: string; state: RequestState },
  sentence: string,
): Promise<boolean> {
  const names = deskSight(state) === "closed" ? [] : await namesOf(context, requestId, state);
  return sentenceFault(sentence, { names, places: [], texts: [] }) !== null;
}

async function namesOf(context: Context<Coordinator>, requestId: string, state: RequestState) {
  const key = await openDataKey(context, { requestId, state, classes: ["identity", "party"], reason: "intake" });
  const [identity] = await context.db
    .select({ name: requestIdentities.name })
    .from(requestIdentities)
    .where(eq(requestIdentities.requestId, requestId));
  const parties = await context.db
    .select({ id: requestParties.id, name: requestParties.name })
    .from(requestParties)
    .where(eq(requestParties.requestId, requestId));
  return [
    openMaybe(key, placeOf("request_identities.name", requestId), identity?.name ?? null),
    ...parties.map(({ id, name }) => open(key, placeOf("request_parties.name", requestId, id), name)),
  ];
}
