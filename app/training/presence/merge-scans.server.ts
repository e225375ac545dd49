import { sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound, type Trainer, type TrainingManager } from "#app/context.server";
import { lockEvent } from "#app/training/events/lock-event.server";
import { doors } from "#db/schema/doors";
import { presenceObservations } from "#db/schema/training";
import { admitWalkIns, openScans } from "./admit-walk-ins.server";
import { eventAtDoor } from "./door-queries.server";
import type { Scans } from "./forms";
import { lockSeats, mergedScans, observationsOf, placeKey, seatsOfBadges } from "./known-observations.server";
import { judgeScans, observedTime, type ScanAnswer } from "./scans";

type Teaching = Context<Trainer | TrainingManager>;

/**
 * Merges what a door has scanned: each scan once, whatever is sent again, together or out of order; the answers say of
 * every scan what became of it. Nothing is overwritten; times are told by our clock. 404 for an event that the trainer
 * does not hold, and for a door that belongs to another one.
 */
export async function mergeScans(context: Teaching, eventId: string, sent: Scans): Promise<ScanAnswer[]> {
  const offsetNow = context.now.getTime() - sent.deviceTime;
  const scans = openScans(eventId, sent.scans).map((scan) => ({
    ...scan,
    id: scan.id.toLowerCase(),
    sittingId: scan.sittingId.toLowerCase(),
    ...observedTime(scan, offsetNow, context.now),
  }));
  return inTransaction(context, async (tx) => {
    // Seats first, for everybody who gives them out: whoever comes without a badge needs one.
    if (scans.some((scan) => "walkIn" in scan)) await lockEvent(tx, { id: eventId });
    const event = await eventAtDoor(tx, eventId);
    await rememberDoor(tx, event.id, sent);
    const walkIns = await admitWalkIns(tx, event, scans);
    const badges = await seatsOfBadges(tx, scans);
    const found = scans.map((scan) => ({ ...scan, ...(walkIns.get(scan.id) ?? badges.get(scan.id) ?? nobody) }));
    const seated = await lockSeats(
      tx,
      found.flatMap(({ seat }) => (seat?.eventId === event.id ? [seat.enrolmentId] : [])),
    );
    for (const { seat } of found)
      if (seat?.eventId === event.id && seat.state === "admitted" && !seated.has(seat.enrolmentId))
        seat.state = "cancelled";
    const places = found.flatMap(({ sittingId, seat }) => (seat ? [{ sittingId, enrolmentId: seat.enrolmentId }] : []));
    const known = await observationsOf(tx, places);
    const merged = await mergedScans(tx, scans);
    const { answers, added } = judgeScans(found, { event, merged, known: (place) => known.get(placeKey(place)) ?? [] });
    if (added.length > 0) {
      const from = {
        channel: "door",
        doorId: sent.doorId,
        receivedAt: tx.now,
        recordedBy: tx.actor.accountId,
      } as const;
      const rows = added.map(({ status, ...row }) => ({ ...row, ...from, mark: status }));
      await tx.db
        .insert(presenceObservations)
        .values(rows)
        .onConflictDoNothing({ target: presenceObservations.scanId });
      const entry = { action: "merge-scans", subjectKind: "event", subjectId: event.id, count: added.length };
      await recordAudit(tx, entry);
    }
    return answers;
  });
}

const nobody = { seat: null, refusal: null };

async function rememberDoor(tx: Teaching, eventId: string, { doorId, label }: Scans): Promise<void> {
  const row = { id: doorId, eventId, accountId: tx.actor.accountId, label, createdAt: tx.now, syncedAt: tx.now };
  const [door] = await tx.db
    .insert(doors)
    .values(row)
    .onConflictDoUpdate({
      target: doors.id,
      set: { label, syncedAt: tx.now },
      setWhere: sql`${doors.eventId} = ${eventId}`,
    })
    .returning({ id: doors.id });
  if (!door) throw notFound();
}
