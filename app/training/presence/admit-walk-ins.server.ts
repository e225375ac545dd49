import { inArray } from "drizzle-orm";
import { personWithMail } from "#app/accounts/people-queries.server";
import type { Context, Trainer, TrainingManager } from "#app/context.server";
import { admitPerson } from "#app/training/enrolments/admit-person.server";
import { enrolmentOf } from "#app/training/enrolments/enrolment-rows.server";
import { enrolments } from "#db/schema/training";
import type { ScanOutcome } from "#db/vocabulary";
import { openWalkIn } from "./door-sealing.server";
import { type Scans, walkInForm } from "./forms";
import { mergedScans } from "./known-observations.server";
import type { TimedScan } from "./scans";

type Teaching = Context<Trainer | TrainingManager>;
type Found = Pick<TimedScan, "seat" | "refusal">;

/**
 * Gives seats to whoever came without having signed up; the event is locked. Somebody known by mail address is that
 * person; somebody known by name only stands beside the namesake until a manager says that both are one.
 */
export async function admitWalkIns(
  tx: Teaching,
  event: { id: string; sittings: ReadonlyMap<string, unknown> },
  scans: readonly Scans["scans"][number][],
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

async function admit(tx: Teaching, eventId: string, sealed: string): Promise<Found> {
  const written = walkInForm.safeParse(openWalkIn(sealed, eventId));
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
