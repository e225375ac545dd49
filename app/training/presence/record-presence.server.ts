import { sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound, type Trainer, type TrainingManager } from "#app/context.server";
import type { PresenceChannel, PresenceMark } from "#db/vocabulary";

export interface Mark {
  sittingId: string;
  enrolmentId: string;
  mark: PresenceMark;
  /** When it was seen; the command's own time unless told. */
  observedAt?: Date;
  reason?: string;
}

export interface RecordPresenceInput {
  /** All of one event. Where the same person and sitting come twice, the last mark counts. */
  marks: readonly Mark[];
  channel: PresenceChannel;
  importId?: string;
}

export type RecordPresenceResult =
  | { ok: true; recorded: number; unchanged: number; noLongerAdmitted: number }
  | { ok: false; reason: "event_cancelled" };

/**
 * Adds what was observed to what is known; nothing is overwritten and a mark that stands already is not repeated.
 * People who have lost their seat since are left out and counted. Throws the 404 for a sitting or person that is not
 * of one event, or not of an event that this trainer holds.
 */
export async function recordPresence(
  context: Context<Trainer | TrainingManager>,
  { marks, channel, importId }: RecordPresenceInput,
): Promise<RecordPresenceResult> {
  const latest = new Map(marks.map((mark) => [`${mark.sittingId} ${mark.enrolmentId}`.toLowerCase(), mark]));
  if (latest.size === 0) return { ok: true, recorded: 0, unchanged: 0, noLongerAdmitted: 0 };
  const given = JSON.stringify(
    [...latest.values()].map(({ sittingId, enrolmentId, mark, observedAt, reason }) => ({
      sitting_id: sittingId,
      enrolment_id: enrolmentId,
      mark,
      observed_at: observedAt ?? context.now,
      reason: reason ?? null,
    })),
  );
  return inTransaction(context, async (tx) => {
    const event = await eventOf(tx, given, latest.size);
    if (event.state === "cancelled") return { ok: false, reason: "event_cancelled" };
    const recorded = await addObservations(tx, given, channel, importId ?? null);
    await recordAudit(tx, {
      action: "record-presence",
      subjectKind: "event",
      subjectId: event.id,
      reason: channel,
      count: recorded,
    });
    const noLongerAdmitted = latest.size - event.admitted;
    return { ok: true, recorded, unchanged: event.admitted - recorded, noLongerAdmitted };
  });
}

/** The one event that all marks belong to, with how many of the people hold a seat. */
async function eventOf(tx: Context<Trainer | TrainingManager>, given: string, count: number) {
  const rows = await tx.db.execute<{ id: string; state: string; known: number; admitted: number; own: boolean }>(sql`
    select e.id, e.state, count(*)::int as known, count(*) filter (where n.state = 'admitted')::int as admitted,
      exists (
        select 1 from event_trainers t where t.event_id = e.id and t.account_id = ${tx.actor.accountId}
      ) as own
    from ${givenMarks(given)} join sittings s on s.id = g.sitting_id
      join enrolments n on n.id = g.enrolment_id and n.event_id = s.event_id
      join events e on e.id = s.event_id
    group by e.id`);
  const [event] = rows;
  if (!event || rows.length > 1 || event.known !== count) throw notFound();
  if (tx.actor.as === "trainer" && !event.own) throw notFound();
  return event;
}

async function addObservations(
  tx: Context<Trainer | TrainingManager>,
  given: string,
  channel: PresenceChannel,
  importId: string | null,
): Promise<number> {
  const [row] = await tx.db.execute<{ recorded: number }>(sql`
    with added as (
      insert into presence_observations
        (sitting_id, enrolment_id, mark, channel, reason, observed_at, received_at, recorded_by, import_id)
      select g.sitting_id, g.enrolment_id, g.mark, ${channel}, g.reason, g.observed_at,
        ${tx.now.toISOString()}::timestamptz, ${tx.actor.accountId}::uuid, ${importId}::uuid
      from ${givenMarks(given)} join enrolments n on n.id = g.enrolment_id and n.state = 'admitted'
        left join lateral (
          select o.mark from presence_observations o
          where o.sitting_id = g.sitting_id and o.enrolment_id = g.enrolment_id order by o.id desc limit 1
        ) before on true
      where g.mark <> coalesce(before.mark, 'not_recorded')
      returning 1
    )
    select count(*)::int as recorded from added`);
  return row?.recorded ?? 0;
}

const givenMarks = (given: string) => sql`jsonb_to_recordset(${given}::text::jsonb)
  as g(sitting_id uuid, enrolment_id uuid, mark text, observed_at timestamptz, reason text)`;
