import type { PresenceMark, PresenceStatus } from "#db/vocabulary";

/** What a sitting's minutes depend on. */
export interface Sitting {
  startsAt: Date;
  endsAt: Date;
}

/** The rule of a course for its certificate. */
export interface CertificateRule {
  /** Minutes taken off for a late arrival whose time is not known. */
  lateMinutes: number;
  /** Share of all planned minutes that earns the certificate, in percent. */
  certificatePercent: number;
}

/** What somebody's latest marks add up to; one mark per sitting, in the sittings' order. */
export interface Presence {
  attendedMinutes: number;
  plannedMinutes: number;
  /** Whole percent of the planned minutes, rounded down so that nobody seems to have reached what they have not. */
  percent: number;
  statuses: PresenceStatus[];
}

/** Why somebody has not earned the certificate (key of the messages under `manage.certificates.whyNot`). */
export interface WhyNot {
  key: "share" | "not_recorded" | "absent" | "excused" | "late" | "no_sittings";
  values: Record<string, number>;
}

/** Whole minutes of a sitting. */
export function minutesOf({ startsAt, endsAt }: Sitting): number {
  return Math.max(0, Math.round((endsAt.getTime() - startsAt.getTime()) / 60_000));
}

/** The status that the latest mark says; no mark, or one taken back, is "not recorded" and not "absent". */
export function statusOf(mark: PresenceMark | null | undefined): PresenceStatus {
  return mark ?? "not_recorded";
}

/**
 * Minutes counted for a status: those that scans or a correction tell; else all, all less the late minutes, or none.
 * Whoever was excused, absent or not recorded has none.
 */
export function attendedMinutes(
  status: PresenceStatus,
  minutes: number,
  lateMinutes: number,
  known: number | null = null,
): number {
  if (status !== "present" && status !== "late" && status !== "left_early") return 0;
  if (known !== null) return Math.min(known, minutes);
  return status === "present" ? minutes : Math.max(0, minutes - lateMinutes);
}

/** Adds up the latest marks over all sittings, with their minutes where known; excused minutes stay in the denominator. */
export function presenceOver(
  sittings: readonly Sitting[],
  marks: readonly (PresenceMark | null | undefined)[],
  { lateMinutes }: Pick<CertificateRule, "lateMinutes">,
  knownMinutes: readonly (number | null | undefined)[] = [],
): Presence {
  const statuses = sittings.map((_, place) => statusOf(marks[place]));
  let planned = 0;
  let attended = 0;
  for (const [place, sitting] of sittings.entries()) {
    const minutes = minutesOf(sitting);
    planned += minutes;
    attended += attendedMinutes(statuses[place] ?? "not_recorded", minutes, lateMinutes, knownMinutes[place]);
  }
  const percent = planned === 0 ? 0 : Math.floor((100 * attended) / planned);
  return { attendedMinutes: attended, plannedMinutes: planned, percent, statuses };
}

/** True where at least the course's share of all planned minutes was attended; never without any sitting. */
export function hasEarned(presence: Presence, { certificatePercent }: CertificateRule): boolean {
  if (presence.plannedMinutes === 0) return false;
  return presence.attendedMinutes * 100 >= certificatePercent * presence.plannedMinutes;
}

/** Why the certificate is not earned, the weightiest first; nothing where it is. */
export function whyNotEarned(presence: Presence, rule: CertificateRule): WhyNot[] {
  if (presence.plannedMinutes === 0) return [{ key: "no_sittings", values: {} }];
  if (hasEarned(presence, rule)) return [];
  const count = (status: PresenceStatus) => presence.statuses.filter((one) => one === status).length;
  const reasons: WhyNot[] = [{ key: "share", values: { percent: presence.percent, needed: rule.certificatePercent } }];
  for (const status of ["not_recorded", "absent", "excused", "late"] as const)
    if (count(status) > 0) reasons.push({ key: status, values: { count: count(status) } });
  return reasons;
}

/**
 * The status of a day or an event out of its sittings' statuses, in their order: late where only the beginning was missed,
 * left early where only the end was, absent or excused where nobody was seen at all; sittings that are not recorded say nothing.
 */
export function statusOver(statuses: readonly PresenceStatus[]): PresenceStatus {
  const recorded = statuses.filter((status) => status !== "not_recorded");
  const [first] = recorded;
  const last = recorded.at(-1);
  if (!first || !last) return "not_recorded";
  const there = (status: PresenceStatus) => status === "present" || status === "late" || status === "left_early";
  if (!recorded.some(there)) return recorded.includes("excused") ? "excused" : "absent";
  if (!there(last) || last === "left_early") return "left_early";
  return first === "present" || first === "left_early" ? "present" : "late";
}

/** How many stand at each status; people without a mark are counted as not recorded. */
export function countStatuses(marks: readonly (PresenceMark | null)[]): Record<PresenceStatus, number> {
  const counts = { present: 0, late: 0, left_early: 0, excused: 0, absent: 0, not_recorded: 0 };
  for (const mark of marks) counts[statusOf(mark)]++;
  return counts;
}

export type SittingMoment = "now" | "today" | "coming" | "past";

/** Where a sitting stands for whoever holds it: "now" begins an hour before it and ends an hour after it. */
export function momentOf({ startsAt, endsAt }: Sitting, now: Date, sameDay: boolean): SittingMoment {
  const hour = 3_600_000;
  const time = now.getTime();
  if (time >= startsAt.getTime() - hour && time <= endsAt.getTime() + hour) return "now";
  if (sameDay) return "today";
  return startsAt.getTime() > time ? "coming" : "past";
}
