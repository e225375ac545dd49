import { and, or, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { fold } from "#app/i18n/fold";
import { people } from "#db/schema/accounts";
import { lawyers } from "#db/schema/lawyers";

export const nameOf = sql<string>`${people.givenName} || ' ' || ${people.familyName}`;
export const openCases = sql<number>`(select count(*)::int from cases c where c.lawyer_id = ${lawyers.id} and c.state = 'open')`;
export const regionsOf = sql<
  string[]
>`coalesce((select array_agg(r.region_iso order by r.region_iso) from lawyer_regions r where r.lawyer_id = ${lawyers.id}), '{}')`;
const areasOf = sql<
  string[]
>`coalesce((select array_agg(a.area_code order by a.area_code) from lawyer_areas a where a.lawyer_id = ${lawyers.id}), '{}')`;

/** What the desk and the lawyer themselves see of a member of the network. */
export const lawyerShown = {
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
};

/** Every word of a search stands in the lawyer's name, ë and ç aside, or in one of the codes; undefined without words. */
export function foundBy(q: string | null, ...codes: AnyPgColumn[]): SQL | undefined {
  const words = fold(q ?? "")
    .split(" ")
    .filter(Boolean);
  return and(
    ...words.map((word) => {
      const inside = `%${word.replace(/[\\%_]/g, "\\$&")}%`;
      return or(sql`${people.foldedName} like ${inside}`, ...codes.map((code) => sql`lower(${code}) like ${inside}`));
    }),
  );
}
