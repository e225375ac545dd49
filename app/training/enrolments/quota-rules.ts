import { fold } from "#app/i18n/fold";
import type { QuotaKind } from "#db/vocabulary";

export interface Quota {
  kind: QuotaKind;
  /** The profession or institution as it was written. */
  name: string;
  foldedName: string;
  /** So many of the event's seats at most. */
  seats: number;
}

/** What of a person a quota asks about. */
export interface Quoted {
  profession: string | null;
  institution: string | null;
}

/** The first quota that leaves no seat for a person, given who has one; null where there is room. Names are folded. */
export function fullQuota<Q extends Quota>(quotas: readonly Q[], seated: readonly Quoted[], person: Quoted): Q | null {
  const full = (quota: Q) => isIn(quota, person) && seated.filter((other) => isIn(quota, other)).length >= quota.seats;
  return quotas.find(full) ?? null;
}

/** How many of those with a seat a quota counts. */
export function countedBy(quota: Quota, seated: readonly Quoted[]): number {
  return seated.filter((person) => isIn(quota, person)).length;
}

function isIn({ kind, foldedName }: Quota, person: Quoted): boolean {
  return fold(person[kind] ?? "") === foldedName;
}
