import { phoneKey } from "#app/accounts/people";
import { fold } from "#app/i18n/fold";
import type { EnrolmentState } from "#db/vocabulary";

/** What can differ between two records, and is chosen when they become one. */
export const mergedFields = ["name", "email", "phone", "institution", "profession", "municipality"] as const;
export type MergedField = (typeof mergedFields)[number];

export interface PersonDetails {
  givenName: string;
  familyName: string;
  foldedName: string;
  email: string | null;
  phone: string | null;
  institution: string | null;
  profession: string | null;
  municipalityCode: string | null;
}

/** What speaks for two records being one person, and what against it. */
export const duplicateSigns = [
  "same_name",
  "similar_name",
  "same_phone",
  "similar_mail",
  "same_institution",
  "other_phone",
  "other_mail",
  "other_institution",
] as const;
export type DuplicateSign = (typeof duplicateSigns)[number];

/** The signs of a pair, those for it first. */
export function signsOf(one: PersonDetails, other: PersonDetails): DuplicateSign[] {
  const compared = (a: string | null, b: string | null, same: DuplicateSign | null, different: DuplicateSign) => {
    if (!a || !b) return [];
    return a === b ? (same ? [same] : []) : [different];
  };
  const folded = (text: string | null) => (text ? fold(text) : null);
  const signs = [
    one.foldedName === other.foldedName ? ("same_name" as const) : ("similar_name" as const),
    ...compared(phoneKey(one.phone), phoneKey(other.phone), "same_phone", "other_phone"),
    ...compared(mailKey(one.email), mailKey(other.email), "similar_mail", "other_mail"),
    ...compared(folded(one.institution), folded(other.institution), "same_institution", "other_institution"),
  ];
  return duplicateSigns.filter((sign) => signs.includes(sign));
}

/** A mail address without what many post offices do not look at: case, dots and a "+tag" before the at sign. */
export function mailKey(mail: string | null): string | null {
  const [local, domain] = (mail ?? "").toLowerCase().split("@");
  if (!local || !domain) return null;
  return `${local.replace(/\+.*$/, "").replaceAll(".", "")}@${domain}`;
}

export interface Weight {
  hasAccount: boolean;
  enrolments: number;
  createdAt: Date;
}

/** Which of two records is kept unless somebody says otherwise: the one with an account, with more trainings, the older. */
export function heavier(one: Weight, other: Weight): "one" | "other" {
  if (one.hasAccount !== other.hasAccount) return one.hasAccount ? "one" : "other";
  if (one.enrolments !== other.enrolments) return one.enrolments > other.enrolments ? "one" : "other";
  return one.createdAt <= other.createdAt ? "one" : "other";
}

export type MergeRefusal = "both_have_accounts" | "keep_the_account" | "both_certified";

/** Why two records cannot become one, or null. `certified` holds the events with a valid certificate of each. */
export function mergeRefusal(
  kept: { account: "open" | "closed" | null; certified: readonly string[] },
  merged: { account: "open" | "closed" | null; certified: readonly string[] },
): MergeRefusal | null {
  if (kept.account === "open" && merged.account === "open") return "both_have_accounts";
  if (kept.account === "closed" && merged.account === "open") return "keep_the_account";
  if (kept.certified.some((event) => merged.certified.includes(event))) return "both_certified";
  return null;
}

const standing: Record<EnrolmentState, number> = {
  admitted: 6,
  waiting: 4,
  applied: 3,
  invited: 2,
  declined: 1,
  cancelled: 0,
};

interface Standing {
  state: EnrolmentState;
  seat: number | null;
}

/** Whether the second of two enrolments in one event stands better: a seat counts most, a seat that is offered next. */
export function standsBetter(kept: Standing, other: Standing): boolean {
  const rank = ({ state, seat }: Standing) => standing[state] + (state === "waiting" && seat !== null ? 1 : 0);
  return rank(other) > rank(kept);
}
