import type { SealedPlace } from "#app/protection/sealing.server";

type Column =
  | "request_identities.name"
  | "request_identities.birth_year"
  | "request_identities.phone"
  | "request_identities.email"
  | "request_stories.story"
  | "request_safety.whereabouts"
  | "request_safety.contact_rules"
  | "request_safety.trusted_person"
  | "request_safety.phrase_to_person"
  | "request_safety.phrase_from_person"
  | "request_parties.name"
  | "request_messages.body";

/** Where a sealed value of a request stands; `row` is the request itself except for parties and messages. */
export function placeOf(column: Column, requestId: string, row = requestId): SealedPlace {
  const [table = "", name = ""] = column.split(".");
  return { table, column: name, row, subject: requestId };
}
