import type { ObservationFlag, ObservationKind, PresenceMark, PresenceStatus } from "#db/vocabulary";
import { minutesOf, type Sitting } from "./rules";

/** One observation of somebody in one sitting. */
export interface Observation {
  kind: ObservationKind;
  /** What somebody decided, where the kind is `mark`; of scans it is worked out and not read. */
  mark: PresenceMark;
  minutes: number | null;
  observedAt: Date;
}

/** What is known of somebody in one sitting. */
export interface Seen {
  status: PresenceStatus;
  /** Whole minutes in the sitting; null where only the status' own rule tells them. */
  minutes: number | null;
  flag: ObservationFlag | null;
}

/** Minutes around beginning and end that count as punctual: a queue at the door is nobody's fault. */
export const graceMinutes = 10;

/**
 * What all observations say together, given in the order in which they were received. Scans are sorted by when they were
 * made, so that the earliest arrival counts; what a person decided stands over scans, and a scan that says otherwise is
 * flagged. A decision that says what the scans say leaves the scans in charge.
 */
export function seenFrom(observations: readonly Observation[], sitting: Sitting): Seen {
  const scans: Observation[] = [];
  let decided: Observation | null = null;
  let scannedSince = false;
  for (const one of observations) {
    scannedSince = one.kind !== "mark";
    if (scannedSince) scans.push(one);
    else decided = agrees(one, scansSay(scans, sitting)) ? null : one;
  }
  const scanned = scansSay(scans, sitting);
  if (!decided) return scanned ?? { status: "not_recorded", minutes: null, flag: null };
  const contradicted = scannedSince && scanned?.status !== decided.mark;
  return { status: decided.mark, minutes: decided.minutes, flag: contradicted ? "after_mark" : null };
}

/**
 * What the scans alone say, or null without any: minutes between coming in and going out, cut to the sitting; who has not
 * gone out stayed to the end, who has gone out without coming in was there from the beginning.
 */
export function scansSay(scans: readonly Observation[], sitting: Sitting): Seen | null {
  const stays = staysOf(scans);
  const [first] = stays;
  const last = stays.at(-1);
  if (!first || !last) return null;
  const grace = graceMinutes * 60_000;
  const begin = sitting.startsAt.getTime();
  const end = sitting.endsAt.getTime();
  const from = (stay: Stay) => (stay.from === null || stay.from <= begin + grace ? begin : stay.from);
  const to = (stay: Stay) => (stay.to === null || stay.to >= end - grace ? end : stay.to);
  const inside = stays.reduce((sum, stay) => sum + Math.max(0, Math.min(to(stay), end) - from(stay)), 0);
  const late = from(first) > begin;
  const status = to(last) < end ? "left_early" : late ? "late" : "present";
  const flag = first.from === null ? ("out_without_in" as const) : null;
  return { status, minutes: Math.min(minutesOf(sitting), Math.round(inside / 60_000)), flag };
}

/** What a mark has to be written as: one that takes everything back, or says what the scans say, gets the scans' minutes. */
export function markOverScans(
  mark: { mark: PresenceMark; minutes: number | null },
  scans: readonly Observation[],
  sitting: Sitting,
): { mark: PresenceMark; minutes: number | null } {
  const scanned = scansSay(scans, sitting);
  if (!scanned || mark.minutes !== null) return mark;
  if (mark.mark !== "not_recorded" && mark.mark !== scanned.status) return mark;
  return { mark: scanned.status, minutes: scanned.minutes };
}

interface Stay {
  from: number | null;
  to: number | null;
}

/** Comings and goings in pairs: the earliest of several arrivals counts, and the first departure after it. */
function staysOf(scans: readonly Observation[]): Stay[] {
  const sorted = [...scans].sort((a, b) => a.observedAt.getTime() - b.observedAt.getTime() || order(a) - order(b));
  const stays: Stay[] = [];
  let inside = false;
  for (const { kind, observedAt } of sorted) {
    const at = observedAt.getTime();
    const last = stays.at(-1);
    if (kind === "in" && !inside) stays.push({ from: at, to: null });
    else if (kind === "out" && inside && last) last.to = at;
    else if (kind === "out" && !last) stays.push({ from: null, to: at });
    inside = kind === "in";
  }
  return stays;
}

const order = ({ kind }: Observation) => (kind === "in" ? 0 : 1);

function agrees(decided: Observation, scanned: Seen | null): boolean {
  if (!scanned) return decided.mark === "not_recorded";
  return decided.mark === scanned.status && decided.minutes === scanned.minutes;
}
