import { eq } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { openDataKey } from "#app/protection/data-keys.server";
import { open, openMaybe } from "#app/protection/sealing.server";
import { requestIdentities, requestParties } from "#db/schema/aid-requests";
import { placeOf } from "./sealed-places";

/** The names of the person and of the other side, opened on record for a comparison: they never leave the caller. */
export async function namesInFile(
  context: Context,
  opening: Omit<Parameters<typeof openDataKey>[1], "classes">,
): Promise<(string | null)[]> {
  const { requestId } = opening;
  const key = await openDataKey(context, { ...opening, classes: ["identity", "party"] });
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
