import { eq, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound, type Trainer, type TrainingManager } from "#app/context.server";
import { sittings } from "#db/schema/training";
import type { PresenceChannel, PresenceMark } from "#db/vocabulary";
import { lockSeats, observationsOf, placeKey } from "./known-observations.server";
import { markOverScans } from "./observations";
import type { Sitting } from "./rules";

export interface Mark {
  sittingId: string;
  enrolmentId: string;
  mark: PresenceMark;
  /** Whole minutes in the sitting where somebody knows them; else the scans' or the status' own. */
  minutes?: number | null;
  /** When it was seen; the command's own time unless told. */
  observedAt?: Date;
  reason?: string;
}

export interface RecordPresenceInput {
  /** All of one event. Where the same person and sitting come twice, the last mark counts. */
  marks: readonly Mark[];
  channel: PresenceChannel;
  importId?: string;
  /** The photographed sheet that shows the signatures. */
  sheetScanId?: string;
}

export type RecordPresenceResult =
  | { ok: true; recorded: number; unchanged: number; noLongerAdmitted: number }
  | { ok: false; reason: "event_cancelled" };

/**
 * Adds what was observed to what is known; nothing is overwritten and a mark that stands already is not repeated. A mark
 * stands over scans; one that says what they say keeps their minutes, and one taken back gives way to them.
 * People who have lost their seat since are left out and counted. Throws the 404 for a sitting or person that is not
 * of one event, or not of an event that this trainer holds.
 */
export async function recordPresence(
  context: Context<Trainer | TrainingManager>,
  { marks, channel, importId, sheetScanId }: RecordPresenceInput,
): Promise<RecordPresenceResult> {
  const latest = new Map(marks.map((mark) => [`${mark.sittingId} ${mark.enrolmentId}`.toLowerCase(), mark]));
  if (latest.size === 0) return { ok: true, recorded: 0, unchanged: 0, noLongerAdmitted: 0 };
  return inTransaction(context, async (tx) => {
    const event = await eventOf(tx, [...latest.values()]);
    if (event.state === "cancelled") return { ok: false, reason: "event_cancelled" };
    const seated = await lockSeats(
      tx,
      [...latest.values()].map(({ enrolmentId }) => enrolmentId),
    );
    const given = [...latest.values()].filter(({ enrolmentId }) => seated.has(enrolmentId.toLowerCase()));
    const recorded = await addObservations(tx, await overScans(tx, event.sittings, given), {
      channel,
      importId: importId ?? null,
      sheetScanId: sheetScanId ?? null,
    });
    await recordAudit(tx, {
      action: "record-presence",
      subjectKind: "event",
      subjectId: event.id,
      reason: channel,
      count: recorded,
    });
    const noLongerAdmitted = latest.size - given.length;
    return { ok: true, recorded, unchanged: given.length - recorded, noLongerAdmitted };
  });
}

/** The one event that all marks belong to, with its sittings. */
async function eventOf(tx: Context<Trainer | TrainingManager>, marks: readonly Mark[]) {
  const given = JSON.stringify(marks.map(({ sittingId, enrolmentId }) => ({ s: sittingId, e: enrolmentId })));
  const rows = await tx.db.execute<{ id: string; state: string; known: number; own: boolean }>(sql`
    select v.id, v.state, count(*)::int as known, exists (
        select 1 from event_trainers t where t.event_id = v.id and t.account_id = ${tx.actor.accountId}
      ) as own
    from jsonb_to_recordset(${given}::text::jsonb) as g(s uuid, e uuid) join sittings s on s.id = g.s
      join enrolments n on n.id = g.e and n.event_id = s.event_id
      join events v on v.id = s.event_id
    group by v.id`);
  const [event] = rows;
  if (!event || rows.length > 1 || event.known !== marks.length) throw notFound();
  if (tx.actor.as === "trainer" && !event.own) throw notFound();
  const planned = await tx.db
    .select({ id: sittings.id, startsAt: sittings.startsAt, endsAt: sittings.endsAt })
    .from(sittings)
    .where(eq(sittings.eventId, event.id));
  return { ...event, sittings: new Map(planned.map((sitting) => [sitting.id, sitting])) };
}

async function overScans(tx: Context, planned: ReadonlyMap<string, Sitting>, given: readonly Mark[]) {
  const scanned = await observationsOf(tx, given, { onlyScanned: true });
  return given.map((mark) => {
    const known = scanned.get(placeKey(mark))?.filter(({ kind }) => kind !== "mark");
    const sitting = planned.get(mark.sittingId.toLowerCase());
    const asGiven = { mark: mark.mark, minutes: mark.minutes ?? null };
    return { ...mark, ...(known && sitting ? markOverScans(asGiven, known, sitting) : asGiven) };
  });
}

interface Origin {
  channel: PresenceChannel;
  importId: string | null;
  sheetScanId: string | null;
}

async function addObservations(
  tx: Context<Trainer | TrainingManager>,
  marks: readonly Mark[],
  { channel, importId, sheetScanId }: Origin,
): Promise<number> {
  const given = JSON.stringify(
    marks.map(({ sittingId, enrolmentId, mark, minutes, observedAt, reason }) => ({
      sitting_id: sittingId,
      enrolment_id: enrolmentId,
      mark,
      minutes: minutes ?? null,
      observed_at: observedAt ?? tx.now,
      reason: reason ?? null,
    })),
  );
  const [row] = await tx.db.execute<{ recorded: number }>(sql`
    with added as (
      insert into presence_observations (sitting_id, enrolment_id, mark, minutes, channel, reason, observed_at,
        received_at, recorded_by, import_id, sheet_scan_id)
      select g.sitting_id, g.enrolment_id, g.mark, g.minutes, ${channel}, g.reason, g.observed_at,
        ${tx.now.toISOString()}::timestamptz, ${tx.actor.accountId}::uuid, ${importId}::uuid, ${sheetScanId}::uuid
      from jsonb_to_recordset(${given}::text::jsonb) as g(sitting_id uuid, enrolment_id uuid, mark text, minutes int,
          observed_at timestamptz, reason text)
        left join lateral (
          select o.mark, o.minutes from presence_observations o
          where o.sitting_id = g.sitting_id and o.enrolment_id = g.enrolment_id order by o.id desc limit 1
        ) before on true
      where (g.mark, g.minutes) is distinct from (coalesce(before.mark, 'not_recorded'), before.minutes)
      returning 1
    )
    select count(*)::int as recorded from added`);
  return row?.recorded ?? 0;
}
