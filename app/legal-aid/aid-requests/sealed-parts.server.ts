import { asc, eq } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { openDataKey } from "#app/protection/data-keys.server";
import { open, openMaybe } from "#app/protection/sealing.server";
import { requestIdentities, requestParties, requestSafety, requestStories } from "#db/schema/aid-requests";
import type { OpeningReason, RequestState } from "#db/vocabulary";
import type { SafeContact, TrustedPerson } from "./filing";
import { placeOf } from "./sealed-places";

/** Who the person and the other side are, opened and on record; null when nothing is kept any more. */
export async function openIdentity(context: Context, requestId: string, state: RequestState, reason: OpeningReason) {
  const row = await identityRow(context, requestId);
  if (!row) return null;
  const key = await openDataKey(context, { requestId, state, classes: ["identity", "party"], reason });
  const parties = await context.db
    .select({ id: requestParties.id, side: requestParties.side, name: requestParties.name })
    .from(requestParties)
    .where(eq(requestParties.requestId, requestId))
    .orderBy(asc(requestParties.side));
  return {
    ...personIn(row, requestId, key),
    parties: parties.map(({ id, side, name }) => ({
      id,
      side,
      name: open(key, placeOf("request_parties.name", requestId, id), name),
    })),
  };
}

/** The person alone, without the other side, opened and on record. */
export async function openPerson(context: Context, requestId: string, state: RequestState, reason: OpeningReason) {
  const row = await identityRow(context, requestId);
  if (!row) return null;
  return personIn(row, requestId, await openDataKey(context, { requestId, state, classes: ["identity"], reason }));
}

/** Name, birth year and numbers as they lie there, sealed. */
export async function identityRow(context: Context, requestId: string) {
  const [row] = await context.db
    .select({
      name: requestIdentities.name,
      birthYear: requestIdentities.birthYear,
      phone: requestIdentities.phone,
      email: requestIdentities.email,
    })
    .from(requestIdentities)
    .where(eq(requestIdentities.requestId, requestId));
  return row ?? null;
}

/** The same, read with the request's key. */
export function personIn(row: NonNullable<Awaited<ReturnType<typeof identityRow>>>, requestId: string, key: Buffer) {
  return {
    name: openMaybe(key, placeOf("request_identities.name", requestId), row.name),
    birthYear: openMaybe(key, placeOf("request_identities.birth_year", requestId), row.birthYear),
    phone: openMaybe(key, placeOf("request_identities.phone", requestId), row.phone),
    email: openMaybe(key, placeOf("request_identities.email", requestId), row.email),
  };
}

/** How and where it is safe to reach the person, opened and on record. */
export async function openContact(context: Context, requestId: string, state: RequestState, reason: OpeningReason) {
  const [row] = await context.db
    .select({ rules: requestSafety.contactRules, trusted: requestSafety.trustedPerson })
    .from(requestSafety)
    .where(eq(requestSafety.requestId, requestId));
  if (!row) return null;
  const key = await openDataKey(context, { requestId, state, classes: ["safety"], reason });
  const rules = openMaybe(key, placeOf("request_safety.contact_rules", requestId), row.rules);
  const trusted = openMaybe(key, placeOf("request_safety.trusted_person", requestId), row.trusted);
  return {
    contact: rules === null ? null : (JSON.parse(rules) as SafeContact),
    trustedPerson: trusted === null ? null : (JSON.parse(trusted) as TrustedPerson),
  };
}

/** Story, whereabouts and pass phrases, opened and on record. */
export async function openFile(context: Context, requestId: string, state: RequestState, reason: OpeningReason) {
  const [story] = await context.db
    .select({ text: requestStories.story })
    .from(requestStories)
    .where(eq(requestStories.requestId, requestId));
  const [safety] = await context.db
    .select({
      whereabouts: requestSafety.whereabouts,
      fromPerson: requestSafety.phraseFromPerson,
      toPerson: requestSafety.phraseToPerson,
    })
    .from(requestSafety)
    .where(eq(requestSafety.requestId, requestId));
  if (!story && !safety) return { story: null, whereabouts: null, phraseFromPerson: null, phraseToPerson: null };
  const key = await openDataKey(context, { requestId, state, classes: ["story", "whereabouts", "phrases"], reason });
  const opened = (column: Parameters<typeof placeOf>[0], bytes: Buffer | null | undefined) =>
    openMaybe(key, placeOf(column, requestId), bytes ?? null);
  return {
    story: opened("request_stories.story", story?.text),
    whereabouts: opened("request_safety.whereabouts", safety?.whereabouts),
    phraseFromPerson: opened("request_safety.phrase_from_person", safety?.fromPerson),
    phraseToPerson: opened("request_safety.phrase_to_person", safety?.toPerson),
  };
}
