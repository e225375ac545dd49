import type { EnrolmentState, EventState, ObservationFlag, ScanOutcome } from "#db/vocabulary";
import { type Observation, type Seen, seenFrom } from "./observations";
import type { Sitting } from "./rules";

const minute = 60_000;
/** A device's clock may be off by so much before anybody is told. */
export const clockTolerance = 2 * minute;
/** Around a sitting, a scan may be made so long before and after. */
export const scanWindow = 3 * 60 * minute;

export interface DeviceTime {
  /** What the device's clock said when it scanned, in milliseconds since 1970. */
  at: number;
  /** Our time less the device's as it was last measured before the scan, in milliseconds; null where it never was. */
  offset: number | null;
}

/**
 * When a scan was made by our clock. The offset measured before it counts, since clocks are set right the moment a network
 * is there; `clockOff` where either offset, or a scan from the future, says that the device's clock was wrong.
 */
export function observedTime(
  { at, offset }: DeviceTime,
  offsetNow: number,
  receivedAt: Date,
): { observedAt: Date; clockOff: boolean } {
  const used = offset ?? offsetNow;
  const told = at + used;
  const observedAt = new Date(Math.min(told, receivedAt.getTime()));
  const jumped = offset !== null && Math.abs(offset - offsetNow) > clockTolerance;
  const early = told - receivedAt.getTime() > clockTolerance;
  return { observedAt, clockOff: Math.abs(used) > clockTolerance || jumped || early };
}

export interface ScannedSeat {
  eventId: string;
  state: EnrolmentState;
  /** Whether the badge is the person's present one, one that was replaced, or none that we made. */
  badge: "present" | "replaced" | "forged";
}

/** Why a scan of a badge is not kept, or null; `seat` is null where the badge names nobody. */
export function scanRefusal(
  seat: ScannedSeat | null,
  { eventId, sitting, observedAt }: { eventId: string; sitting: Sitting | undefined; observedAt: Date },
): ScanOutcome | null {
  if (!seat || seat.badge === "forged") return "unknown_badge";
  if (seat.eventId !== eventId) return "other_event";
  if (seat.badge === "replaced") return "replaced_badge";
  if (seat.state === "cancelled" || seat.state === "declined") return "cancelled";
  if (seat.state === "waiting") return "waiting";
  if (seat.state !== "admitted") return "not_admitted";
  if (!sitting) return "session_gone";
  return isNear(sitting, observedAt) ? null : "wrong_day";
}

/** Whether a moment is close enough to a sitting to belong to it. */
export function isNear({ startsAt, endsAt }: Sitting, moment: Date): boolean {
  const at = moment.getTime();
  return at >= startsAt.getTime() - scanWindow && at <= endsAt.getTime() + scanWindow;
}

/** Since when somebody had been in or out at the moment of a further scan of the same kind; null where it changes something. */
export function sameSince(
  observations: readonly Observation[],
  scan: Pick<Observation, "kind" | "observedAt">,
): Date | null {
  const before = observations
    .filter(({ kind, observedAt }) => kind !== "mark" && observedAt.getTime() <= scan.observedAt.getTime())
    .sort((a, b) => a.observedAt.getTime() - b.observedAt.getTime());
  let since: Observation | null = null;
  for (const one of before) if (one.kind !== since?.kind) since = one;
  return since?.kind === scan.kind ? since.observedAt : null;
}

export interface TimedScan {
  id: string;
  kind: "in" | "out";
  sittingId: string;
  observedAt: Date;
  clockOff: boolean;
  seat: (ScannedSeat & { enrolmentId: string }) | null;
  /** What was found out before, such as no badge at all or no seat left for a walk-in. */
  refusal: ScanOutcome | null;
}

export interface ScanAnswer {
  id: string;
  outcome: ScanOutcome;
  flag: ObservationFlag | null;
  /** Since when the person was in, or out, already. */
  since: Date | null;
}

export interface NewObservation extends Seen {
  scanId: string;
  sittingId: string;
  enrolmentId: string;
  kind: "in" | "out";
  observedAt: Date;
}

interface Door {
  event: { id: string; state: EventState; sittings: ReadonlyMap<string, Sitting> };
  /** What is known of a person in a sitting, in the order of receipt. */
  known: (place: { sittingId: string; enrolmentId: string }) => readonly Observation[];
  /** Ids of scans that have come in before. */
  merged: ReadonlySet<string>;
}

/**
 * What becomes of scans that a door sends, in the order in which they were made: each is kept once, with what is known of
 * the person after it, or refused with the reason.
 */
export function judgeScans(scans: readonly TimedScan[], { event, known, merged }: Door) {
  const answers: ScanAnswer[] = [];
  const added: NewObservation[] = [];
  const seen = new Set(merged);
  const inOrder = [...scans].sort((a, b) => a.observedAt.getTime() - b.observedAt.getTime());
  for (const { id, kind, sittingId, observedAt, clockOff, seat, refusal } of inOrder) {
    const answer = (outcome: ScanOutcome, flag: ObservationFlag | null = null, since: Date | null = null) =>
      answers.push({ id, outcome, flag, since });
    if (seen.has(id)) {
      answer("recorded");
      continue;
    }
    const sitting = event.sittings.get(sittingId);
    const refused =
      refusal ??
      (event.state === "cancelled" ? "event_cancelled" : null) ??
      scanRefusal(seat, { eventId: event.id, sitting, observedAt });
    if (refused || !seat || !sitting) {
      answer(refused ?? "unknown_badge");
      continue;
    }
    const place = { sittingId, enrolmentId: seat.enrolmentId };
    const own = added.filter((one) => one.sittingId === sittingId && one.enrolmentId === seat.enrolmentId);
    const before = [...known(place), ...own.map(asObservation)];
    const since = sameSince(before, { kind, observedAt });
    const after = seenFrom([...before, asObservation({ kind, observedAt })], sitting);
    const flag = clockOff ? ("clock_off" as const) : after.flag;
    added.push({ ...place, ...after, flag, scanId: id, kind, observedAt });
    seen.add(id);
    answer(since === null ? "recorded" : kind === "in" ? "already_in" : "already_out", flag, since);
  }
  return { answers, added };
}

/** A scan as an observation: its mark is worked out and not read. */
function asObservation({ kind, observedAt }: Pick<NewObservation, "kind" | "observedAt">): Observation {
  return { kind, observedAt, mark: "not_recorded", minutes: null };
}
