import type { LawyerKind, LawyerState } from "#db/vocabulary";

const onward: Record<LawyerState, readonly LawyerState[]> = {
  applied: ["verified", "rejected"],
  verified: ["suspended", "left"],
  rejected: ["applied"],
  suspended: ["verified", "left"],
  left: ["applied"],
};

/** True where a member of the network may go from one state to the other. */
export function mayMoveLawyer(from: LawyerState, to: LawyerState): boolean {
  return onward[from].includes(to);
}

/** True where the yearly card of the Bar has to be shown: for advocates and candidates, not for jurists. */
export function needsPermit(kind: LawyerKind): boolean {
  return kind !== "jurist";
}

/** True where the licence card holds on a day ("YYYY-MM-DD", the last day included). */
export function permitHolds(kind: LawyerKind, validTo: string | null, day: string): boolean {
  return !needsPermit(kind) || (validTo !== null && validTo >= day);
}

export type ApprovalRefusal = "own_application" | "not_applied" | "checked_in_future" | "permit_expired";

/** Why a coordinator may not approve, or null. Two different people approve; nobody approves themselves. */
export function approvalRefusal(
  lawyer: { state: LawyerState; accountId: string; kind: LawyerKind; permitValidTo: string | null },
  approval: { by: string; checkedOn: string; today: string },
): ApprovalRefusal | null {
  if (lawyer.state !== "applied") return "not_applied";
  if (lawyer.accountId === approval.by) return "own_application";
  if (approval.checkedOn > approval.today) return "checked_in_future";
  return permitHolds(lawyer.kind, lawyer.permitValidTo, approval.today) ? null : "permit_expired";
}

export type ReinstatementRefusal = "not_suspended" | "own_suspension" | "permit_expired";

/** Why a coordinator may not end a suspension, or null: nobody their own, and not without a valid card. */
export function reinstatementRefusal(
  lawyer: { state: LawyerState; accountId: string; kind: LawyerKind; permitValidTo: string | null },
  { by, today }: { by: string; today: string },
): ReinstatementRefusal | null {
  if (lawyer.state !== "suspended") return "not_suspended";
  if (lawyer.accountId === by) return "own_suspension";
  return permitHolds(lawyer.kind, lawyer.permitValidTo, today) ? null : "permit_expired";
}
