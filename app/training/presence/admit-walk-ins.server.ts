import { inArray } from "drizzle-orm";
import { personWithMail } from "#app/accounts/people-queries.server";
import type { Context, Trainer, TrainingManager } from "#app/context.server";
import { admitPerson } from "#app/training/enrolments/admit-person.server";
import { enrolmentOf } from "#app/training/enrolments/enrolment-rows.server";
import { enrolments } from "#db/schema/training";
import type { ScanOutcome } from "#db/vocabulary";
import { openFromDoor } from "./door-sealing.server";
import { keptBadgeForm, type Scans, walkInForm } from "./forms";
import { mergedScans } from "./known-observations.server";
import type { TimedScan } from "./scans";

type Teaching = Context<Trainer | TrainingManager>;
type Found = Pick<TimedScan, "seat" | "refusal">;

/** A scan as the door made it, opened: a badge, or what it wrote down of whoever came without one. */
export type OpenedScan = { id: string; sittingId: string } & ({ badge: string } | { walkIn: unknown });

/** Opens what a door kept sealed; what cannot be opened stands as a walk-in that cannot be read. */
export function openScans<S extends Scans["scans"][number]>(eventId: string, scans: readonly S[]): (S & OpenedScan)[] {
  return scans.map((scan) => {
    if ("badge" in scan) return scan as S & OpenedScan;
    const kept = "sealed" in scan ? openFromDoor(scan.sealed, eventId) : null;
    const badge = keptBadgeForm.safeParse(kept);
    return badge.success ? { ...scan, badge: badge.data.badge } : { ...scan, walkIn: kept };
  });
}

/**
 * Gives seats to whoever came without having signed up; the event is locked. Somebody known by mail address is that
 * person; somebody known by name only stands beside the namesake until a manager says that both are one.
 */
export async function admitWalkIns(
  tx: Teaching,
  event: { id: string; sittings: ReadonlyMap<string, unknown> },
  scans: readonly OpenedScan[],
): Promise<Map<string, Found>> {
  const walkIns = scans.filter((scan) => "walkIn" in scan);
  const merged = await mergedScans(tx, walkIns);
  const found = new Map<string, Found>();
  for (const { id, walkIn, sittingId } of walkIns) {
    if (merged.has(id) || found.has(id)) continue;
    found.set(id, event.sittings.has(sittingId) ? await admit(tx, event.id, walkIn) : refusal("session_gone"));
  }
  return found;
}

async function admit(tx: Teaching, eventId: string, walkIn: unknown): Promise<Found> {
  const written = walkInForm.safeParse(walkIn);
  if (!written.success) return refusal("walk_in_unreadable");
  const { email } = written.data;
  const known = email ? await personWithMail(tx, email) : null;
  const who = known ? { personId: known.id } : { newPerson: written.data, namesake: true };
  const result = await admitPerson(tx, { eventId, walkIn: true, ...who });
  if (result.ok) return seatOf(tx, result.enrolmentId);
  if (result.reason === "event_full" || result.reason === "event_cancelled") return refusal(result.reason);
  const there = known && (await enrolmentOf(tx, eventId, known.id));
  return there ? seatOf(tx, there.id) : refusal("walk_in_unreadable");
}

async function seatOf(tx: Teaching, enrolmentId: string): Promise<Found> {
  const [row] = await tx.db
    .select({ enrolmentId: enrolments.id, eventId: enrolments.eventId, state: enrolments.state })
    .from(enrolments)
    .where(inArray(enrolments.id, [enrolmentId]));
  return { seat: row ? { ...row, badge: "present" } : null, refusal: null };
}

const refusal = (reason: ScanOutcome): Found => ({ seat: null, refusal: reason });
