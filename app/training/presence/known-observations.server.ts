import { inArray, sql } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { enrolments, presenceObservations } from "#db/schema/training";
import type { ObservationKind, PresenceMark } from "#db/vocabulary";
import { readBadge } from "./badges.server";
import type { Observation } from "./observations";
import type { TimedScan } from "./scans";

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

/** Which of these scans have come in already. */
export async function mergedScans(tx: Context, scans: readonly { id: string }[]): Promise<Set<string>> {
  const ids = scans.map(({ id }) => id);
  if (ids.length === 0) return new Set();
  const rows = await tx.db
    .select({ id: presenceObservations.scanId })
    .from(presenceObservations)
    .where(inArray(presenceObservations.scanId, ids));
  return new Set(rows.flatMap(({ id }) => (id === null ? [] : [id])));
}

/** Whose badges were scanned, by the scan's id; replaced and forged ones are told apart. */
export async function seatsOfBadges(
  tx: Context,
  scans: readonly ({ id: string } & ({ badge: string } | object))[],
): Promise<Map<string, Pick<TimedScan, "seat" | "refusal">>> {
  const read = scans.flatMap((scan) => ("badge" in scan ? [{ id: scan.id, badge: readBadge(scan.badge) }] : []));
  const ids = [...new Set(read.flatMap(({ badge }) => (badge ? [badge.enrolmentId] : [])))];
  const rows = await tx.db
    .select({
      enrolmentId: enrolments.id,
      eventId: enrolments.eventId,
      state: enrolments.state,
      badgeVersion: enrolments.badgeVersion,
    })
    .from(enrolments)
    .where(inArray(enrolments.id, ids));
  const byId = new Map(rows.map((row) => [row.enrolmentId, row]));
  return new Map(
    read.map(({ id, badge }): [string, Pick<TimedScan, "seat" | "refusal">] => {
      if (!badge) return [id, { seat: null, refusal: "not_a_badge" }];
      const row = byId.get(badge.enrolmentId);
      if (!row) return [id, { seat: null, refusal: null }];
      const { badgeVersion, ...seat } = row;
      const older = Array.from({ length: badgeVersion }, (_, version) => version);
      const fits = badge.fits(badgeVersion) ? "present" : older.some(badge.fits) ? "replaced" : "forged";
      return [id, { seat: { ...seat, badge: fits }, refusal: null }];
    }),
  );
}
