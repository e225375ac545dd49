import { randomUUID } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { contextFor, type Trainer } from "#app/context.server";
import { badgeOf } from "#app/training/presence/badges.server";
import { mergeScans } from "#app/training/presence/merge-scans.server";
import { type Mark, recordPresence } from "#app/training/presence/record-presence.server";
import { makeSheet } from "#app/training/sheets/make-sheet.server";
import { sittings } from "../schema/training";
import { memberOf } from "./build.server";
import { before, type DemoRun, type DemoStaff, expectOk } from "./demo-run";

const minute = 60_000;

interface Sitting {
  id: string;
  startsAt: Date;
  endsAt: Date;
}

/**
 * A session as the door saw it: everybody who was there is scanned in and out, the second leaves early, the third was read
 * late and is put right by the trainer; who was not there is written down afterwards.
 */
export async function keepDoor(
  run: DemoRun,
  staff: DemoStaff,
  { eventId, sitting, marks }: { eventId: string; sitting: Sitting; marks: readonly Mark[] },
): Promise<void> {
  const trainer: Trainer = memberOf(staff.trainer, "trainer");
  const context = contextFor(trainer, new Date(sitting.endsAt.getTime() + 15 * minute), run.db);
  const [, leaver, readLate] = marks.filter(({ mark }) => mark === "present");
  const scans = marks.flatMap(({ enrolmentId, mark }, place) => {
    if (mark !== "present" && mark !== "late") return [];
    const late = mark === "late" || enrolmentId === readLate?.enrolmentId;
    const came = sitting.startsAt.getTime() + (late ? 22 + place : Math.min(place - 14, 6)) * minute;
    const went = sitting.endsAt.getTime() - (enrolmentId === leaver?.enrolmentId ? 45 : -(place % 6)) * minute;
    return [scanOf(sitting, enrolmentId, "in", came), scanOf(sitting, enrolmentId, "out", went)];
  });
  const door = { doorId: randomUUID(), label: "Dera kryesore", deviceTime: context.now.getTime(), scans };
  const answers = await mergeScans(context, eventId, door);
  const refused = answers.find(({ outcome }) => outcome !== "recorded");
  if (refused) throw new Error(`the demo's door refused a scan: ${refused.outcome}`);
  const missing = marks.filter(({ mark }) => mark !== "present" && mark !== "late");
  const right = { sittingId: sitting.id, mark: "present" as const, reason: "Erdhi në kohë; kodi u lexua me vonesë." };
  const corrected = readLate ? [{ ...right, enrolmentId: readLate.enrolmentId }] : [];
  expectOk(await recordPresence(context, { marks: [...missing, ...corrected], channel: "list" }));
}

function scanOf(sitting: Sitting, enrolmentId: string, kind: "in" | "out", at: number) {
  return {
    id: randomUUID(),
    sittingId: sitting.id,
    kind,
    at,
    offset: 0,
    badge: badgeOf({ id: enrolmentId, badgeVersion: 0 }),
  };
}

/** The paper that lies ready for signatures in the first session of an event. */
export async function printSheet(run: DemoRun, staff: DemoStaff, eventId: string): Promise<void> {
  const trainer: Trainer = memberOf(staff.trainer, "trainer");
  const [sitting] = await run.db
    .select({ id: sittings.id })
    .from(sittings)
    .where(eq(sittings.eventId, eventId))
    .orderBy(asc(sittings.position));
  expectOk(await makeSheet(contextFor(trainer, before(run.now, 0, 40), run.db), { sittingId: sitting?.id ?? "" }));
}
