import type { OpeningReason, RequestState, Role, SealedClass } from "#db/vocabulary";

/** The part of an actor that the policy looks at. */
export type PolicyActor =
  | { kind: "anyone" | "drafting" | "enrolment" | "system" }
  | { kind: "receipt"; requestId: string }
  | { kind: "account"; accountId?: string; roles: readonly Role[]; as: Role };

export interface SealedSubject {
  requestId: string;
  state: RequestState;
  /** What a lawyer has to do with it, an open case or the offer held for the conflict check; or a running break-glass. */
  standing?: "case" | "holding" | "break_glass";
  reason: OpeningReason;
}

const endedStates: readonly RequestState[] = ["closed", "declined", "merged", "withdrawn"];

/** Reasons that somebody gives for an opening of its own; the others come with the page. */
const givenReasons: readonly OpeningReason[] = [
  "triage",
  "safety",
  "contact",
  "matching",
  "correction",
  "complaint",
  "follow_up",
  "conflict_check",
];

/**
 * Who may open which sealed class (protection.md, Need to know): deny by default. `access.may_open` in the database says
 * the same, without trusting what the caller says of state and standing.
 */
export function mayOpen(actor: PolicyActor, sealedClass: SealedClass, subject: SealedSubject): boolean {
  const { standing } = subject;
  if (actor.kind === "receipt") return actor.requestId === subject.requestId && sealedClass !== "case_note";
  if (actor.kind === "system")
    return sealedClass === "safety" || (sealedClass === "document" && subject.reason === "scan");
  if (actor.kind !== "account") return false;
  if (actor.as === "coordinator") return deskOpens(sealedClass, subject);
  if (actor.as === "lawyer" && standing === "case") return true;
  if (actor.as === "lawyer" && standing === "holding") return sealedClass === "identity" || sealedClass === "party";
  return actor.as === "dpo" && standing === "break_glass";
}

/** Safe contact always, names at once before acceptance and with a reason after it, the rest before it with a reason. */
function deskOpens(sealedClass: SealedClass, { state, reason }: SealedSubject): boolean {
  if (endedStates.includes(state)) return false;
  const assigned = state === "assigned";
  const given = givenReasons.includes(reason);
  switch (sealedClass) {
    case "safety":
      return true;
    case "identity":
    case "party":
      return !assigned || given;
    case "story":
    case "whereabouts":
    case "phrases":
      return !assigned && given;
    case "document":
      return !assigned && (given || reason === "intake");
    case "case_note":
      return false;
  }
}

/** An account's own secrets (second factors) open for the account itself and for nobody else. */
export function mayOpenAccountSecret(actor: PolicyActor, accountId: string): boolean {
  return actor.kind === "account" && actor.accountId === accountId;
}
