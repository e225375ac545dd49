import { sql } from "drizzle-orm";
import type { Context } from "#app/context.server";
import type { ObservationKind, PresenceMark } from "#db/vocabulary";
import type { Observation } from "./observations";

export interface Place {
  sittingId: string;
  enrolmentId: string;
}

/** A person in a sitting as the key of a map. */
export const placeKey = ({ sittingId, enrolmentId }: Place) => `${sittingId} ${enrolmentId}`.toLowerCase();

/**
 * Locks the enrolments, in one order for everybody, until the transaction ends: whatever is observed of somebody is added
 * after what others observe at the same moment. Answers with those that hold a seat.
 */
export async function lockSeats(tx: Context, enrolmentIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.db.execute<{ id: string }>(sql`
    select n.id from enrolments n where n.id in (select e::uuid from jsonb_array_elements_text(${JSON.stringify(enrolmentIds)}::text::jsonb) as e)
      and n.state = 'admitted'
    order by n.id for no key update`);
  return new Set(rows.map(({ id }) => id));
}

/** Everything observed of people in sittings, in the order of receipt; only where somebody was scanned, if so asked. */
export async function observationsOf(
  tx: Context,
  places: readonly Place[],
  { onlyScanned = false }: { onlyScanned?: boolean } = {},
): Promise<Map<string, Observation[]>> {
  const scanned = onlyScanned
    ? sql`and exists (select 1 from presence_observations x where x.sitting_id = g.s and x.enrolment_id = g.e and x.kind <> 'mark')`
    : sql``;
  const asked = JSON.stringify(places.map(({ sittingId, enrolmentId }) => ({ s: sittingId, e: enrolmentId })));
  const rows = await tx.db.execute<{
    sitting_id: string;
    enrolment_id: string;
    kind: ObservationKind;
    mark: PresenceMark;
    minutes: number | null;
    observed_at: string;
  }>(sql`
    select o.sitting_id, o.enrolment_id, o.kind, o.mark, o.minutes, o.observed_at
    from jsonb_to_recordset(${asked}::text::jsonb) as g(s uuid, e uuid)
      join presence_observations o on o.sitting_id = g.s and o.enrolment_id = g.e ${scanned}
    order by o.id`);
  const found = new Map<string, Observation[]>();
  for (const row of rows) {
    const key = placeKey({ sittingId: row.sitting_id, enrolmentId: row.enrolment_id });
    const list = found.get(key) ?? [];
    list.push({ kind: row.kind, mark: row.mark, minutes: row.minutes, observedAt: new Date(row.observed_at) });
    found.set(key, list);
  }
  return found;
}
