import { inArray, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type TrainingManager } from "#app/context.server";
import { events } from "#db/schema/training";
import { lockEvent } from "./lock-event.server";
import { removalRefusal } from "./rules";

/**
 * Removes events that are only planned: tentative, and nobody was ever in them. All of them or none; 404 where one is
 * not there (any more).
 */
export async function removeEvents(
  context: Context<TrainingManager>,
  { eventIds }: { eventIds: readonly string[] },
): Promise<{ ok: true } | { ok: false; reason: "event_in_use" }> {
  // In one order, so that two who remove the same ones do not wait for each other.
  const wanted = [...new Set(eventIds)].sort();
  return inTransaction(context, async (tx) => {
    for (const id of wanted) {
      const event = await lockEvent(tx, { id });
      if (removalRefusal({ state: event.state, used: await isUsed(tx, id) }))
        return { ok: false, reason: "event_in_use" };
    }
    for (const subjectId of wanted) await recordAudit(tx, { action: "remove-event", subjectKind: "event", subjectId });
    await tx.db.delete(events).where(inArray(events.id, wanted));
    return { ok: true };
  });
}

async function isUsed(tx: Context, eventId: string): Promise<boolean> {
  const [row] = await tx.db.execute<{ used: boolean }>(sql`
    select exists (select 1 from enrolments where event_id = ${eventId}::uuid)
      or exists (select 1 from imports where event_id = ${eventId}::uuid)
      or exists (select 1 from event_notices where event_id = ${eventId}::uuid) as used`);
  return row?.used ?? true;
}
