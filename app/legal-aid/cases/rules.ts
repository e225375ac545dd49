import type { ConsentKind, HandBackReason, SealedClass, StepKind, Urgency } from "#db/vocabulary";

/** The parts of the file that can be opened one by one. */
export interface OpenParts {
  identity: boolean;
  party: boolean;
  story: boolean;
  /** How to reach the person, and the phrases in both directions. */
  contact: boolean;
  /** Where the person is; only where a step cannot do without. */
  whereabouts: boolean;
}

const needWhereabouts: readonly StepKind[] = [
  "protection_order",
  "protection_order_extension",
  "criminal_report",
  "criminal_representation",
  "enforcement",
];

const nothing: OpenParts = { identity: false, party: false, story: false, contact: false, whereabouts: false };

/** What of the file a lawyer sees: only with the consent to share, and only what the running steps need (protection.md). */
export function openParts(steps: readonly string[], consents: readonly ConsentKind[]): OpenParts {
  if (!consents.includes("share_with_lawyer")) return nothing;
  const adviceOnly = steps.every((step) => step === "advice");
  return {
    identity: true,
    contact: true,
    story: true,
    party: !adviceOnly,
    whereabouts: steps.some((step) => needWhereabouts.includes(step as StepKind)),
  };
}

/** The sealed classes that these parts lie in. */
export function classesOf(parts: OpenParts): SealedClass[] {
  const classes: SealedClass[] = [];
  if (parts.identity) classes.push("identity");
  if (parts.party) classes.push("party");
  if (parts.story) classes.push("story");
  if (parts.contact) classes.push("safety", "phrases");
  if (parts.whereabouts) classes.push("whereabouts");
  return classes;
}

/** A case that comes back is at least urgent: somebody has waited for it already. */
export function urgencyAfterReturn(urgency: Urgency): Urgency {
  return urgency === "emergency" ? "emergency" : "urgent";
}

/** What the request's row says about a hand-back: a code, never a story. */
export function handBackCode(reason: HandBackReason): string {
  return `hand_back_${reason}`;
}
