import type { RequestState, Role, SealedClass } from "#db/vocabulary";

/** The part of an actor that the policy looks at. */
export type PolicyActor =
  | { kind: "anyone" | "drafting" | "system" }
  | { kind: "receipt"; requestId: string }
  | { kind: "account"; accountId?: string; roles: readonly Role[]; as: Role };

export interface SealedSubject {
  requestId: string;
  state: RequestState;
  /** What a lawyer has to do with it: an open case, or the offer held for the conflict check. */
  standing?: "case" | "holding";
}

const endedStates: readonly RequestState[] = ["closed", "declined", "merged", "withdrawn"];

/**
 * Who may open which sealed class (protection.md, Need to know): deny by default.
 * The desk's reasons for story and whereabouts are asked by the page and stand in the audit row.
 */
export function mayOpen(actor: PolicyActor, sealedClass: SealedClass, subject: SealedSubject): boolean {
  if (actor.kind === "receipt") return actor.requestId === subject.requestId && sealedClass !== "case_note";
  if (actor.kind === "system") return sealedClass === "safety";
  if (actor.kind !== "account") return false;
  if (actor.as === "coordinator") {
    if (sealedClass === "case_note" || endedStates.includes(subject.state)) return false;
    return sealedClass !== "story" || subject.state !== "assigned";
  }
  if (actor.as === "lawyer" && subject.standing === "case") return true;
  if (actor.as === "lawyer" && subject.standing === "holding")
    return sealedClass === "identity" || sealedClass === "party";
  return false;
}

/** An account's own secrets (second factors) open for the account itself and for nobody else. */
export function mayOpenAccountSecret(actor: PolicyActor, accountId: string): boolean {
  return actor.kind === "account" && actor.accountId === accountId;
}
