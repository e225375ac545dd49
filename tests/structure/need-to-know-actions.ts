import type { SealedClass } from "#db/vocabulary";
import type { Stage, Who } from "./need-to-know";

/**
 * What somebody meets who presses a button about a request, its offer, its case or its break-glass, with the right fields
 * and a real id: written by hand from protection.md (Need to know), never generated from the guards.
 * `in`: it is theirs to do (it may still be refused in words, as a deadline that is too old); `role`: 403, whatever it is
 * about; `hidden`: the same 404 as for an id that nobody has; `sign-in`, `receipt`: has to show first who it is.
 */
export type Met = "in" | "role" | "hidden" | "sign-in" | "receipt";

export interface ActionRow {
  /** Address of the button; `:id` is the request, the offer, the case or the break-glass of its area. */
  path: string;
  method?: "GET";
  /** At which stages whom it lets in; at every other one it is hidden from them. */
  in: Partial<Record<Who, readonly Stage[]>>;
  /** What of the file the answer itself carries; everywhere else it carries nothing. */
  shows?: Partial<Record<Who, Partial<Record<Stage, readonly SealedClass[]>>>>;
  /** It ends the stage: it is done once, last, by whom this names; nobody else whom it lets in presses it here. */
  lastAt?: Partial<Record<Stage, Who>>;
}

const every: readonly Stage[] = ["before", "offered", "holding", "accepted", "handed_back", "after"];
const deskOpens: readonly Stage[] = ["before", "offered", "holding", "handed_back"];
const desk = { coordinator: every };
const whole = ["identity", "party", "story", "whereabouts", "phrases"] as const;
/** D4 and whereabouts, on giving a reason, while no lawyer has it and while it is open. */
const deskFile = { coordinator: deskOpens };
/** Names also while a lawyer has it, with a reason; nothing behind the end. */
const deskNames = { coordinator: [...deskOpens, "accepted"] } as const;
const offered: readonly Stage[] = ["offered", "holding", "accepted", "handed_back", "after"];
/** Of the own offer, over or not; somebody on leave goes on with what they hold. */
const ownOffer = { lawyer: offered, "lawyer on leave": offered };
/** Of the own open case only: handed back or closed it is hidden like anybody's. */
const ownCase = { lawyer: ["accepted"], "lawyer on leave": ["accepted"] } as const;
const ownAsking = { "dpo by break-glass": every };
const broken = ["identity", "party", "safety", "story", "whereabouts", "phrases"] as const;
const brokenWithNotes = [...broken, "case_note"] as const;
const overseers = {
  administrator: every,
  auditor: every,
  dpo: every,
  "dpo who asked": every,
  "dpo by break-glass": every,
  "dpo after the hour": every,
  "dpo of another request": every,
} as const;
const officers = {
  dpo: every,
  "dpo who asked": every,
  "dpo by break-glass": every,
  "dpo after the hour": every,
  "dpo of another request": every,
} as const;
const herOwn = { person: every };

export const actionRows: readonly ActionRow[] = [
  // The desk: state and safe contact always, the file before a lawyer has it.
  {
    path: "desk/requests/:id/story",
    in: deskNames,
    // Once a lawyer has it D3 only.
    shows: {
      coordinator: {
        before: whole,
        offered: whole,
        holding: whole,
        handed_back: whole,
        accepted: ["identity", "party"],
      },
    },
  },
  { path: "desk/requests/:id/documents/:documentId/copies", in: deskFile },
  { path: "desk/requests/:id/messages", in: desk },
  { path: "desk/requests/:id/calls", in: desk },
  { path: "desk/requests/:id/means", in: desk },
  { path: "desk/requests/:id/services", in: desk },
  { path: "desk/requests/:id/conflict-checks", in: deskNames },
  // The person's paper is hers: the desk takes none of hers back.
  { path: "desk/requests/:id/documents/:documentId/withdrawal", in: {} },
  { path: "desk/requests/:id/documents/:documentId/return", in: {} },
  { path: "desk/requests/:id/documents", in: desk },
  { path: "desk/requests/:id/consents", in: desk, lastAt: {} },
  { path: "desk/requests/:id/triage-opening", in: desk, lastAt: {} },
  { path: "desk/requests/:id/triage", in: desk, lastAt: {} },
  { path: "desk/requests/:id/matching", in: desk, lastAt: {} },
  { path: "desk/requests/:id/conflicts/:lawyerId/clearance", in: desk, lastAt: {} },
  { path: "desk/requests/:id/reopening", in: desk, lastAt: {} },
  { path: "desk/requests/:id/withdrawal", in: desk, lastAt: { offered: "coordinator" } },
  { path: "desk/requests/:id/erasure", in: desk, lastAt: { after: "coordinator" } },
  { path: "desk/offers/:id/withdrawal", in: { coordinator: offered }, lastAt: { handed_back: "coordinator" } },
  { path: "desk/requests/:id/closing", in: desk, lastAt: { before: "coordinator" } },

  // Lawyers: own offers, own open cases, and nothing of anybody else's.
  { path: "lawyer/offers/:id/hold", in: ownOffer, lastAt: { offered: "lawyer" } },
  { path: "lawyer/offers/:id/clearance", in: ownOffer, lastAt: { holding: "lawyer" } },
  { path: "lawyer/offers/:id/conflict", in: ownOffer, lastAt: { holding: "lawyer on leave" } },
  { path: "lawyer/offers/:id", in: ownOffer, lastAt: {} },
  { path: "lawyer/cases/:id/file", in: ownCase },
  { path: "lawyer/cases/:id/documents", in: ownCase },
  { path: "lawyer/cases/:id/documents/:documentId", method: "GET", in: ownCase },
  { path: "lawyer/cases/:id/documents/:documentId/withdrawal", in: {} },
  { path: "lawyer/cases/:id/documents/:documentId/return", in: {} },
  { path: "lawyer/cases/:id/deadlines", in: ownCase },
  { path: "lawyer/cases/:id/deadlines/:deadlineId/end", in: ownCase },
  { path: "lawyer/cases/:id/hours", in: ownCase },
  { path: "lawyer/cases/:id/hours/:hoursId/removal", in: ownCase, lastAt: { accepted: "lawyer" } },
  { path: "lawyer/cases/:id/steps/:stepId/end", in: ownCase },
  { path: "lawyer/cases/:id/hand-back", in: ownCase, lastAt: {} },
  { path: "lawyer/cases/:id/closing", in: ownCase, lastAt: { accepted: "lawyer" } },

  // Break-glass: the officer asks, a second person decides, only who asked looks.
  { path: "audit/requests/:id/break-glass", in: officers },
  {
    path: "audit/break-glass/:id/file",
    in: ownAsking,
    shows: {
      "dpo by break-glass": {
        before: broken,
        offered: broken,
        holding: broken,
        accepted: brokenWithNotes,
        handed_back: brokenWithNotes,
        after: brokenWithNotes,
      },
    },
  },
  { path: "audit/break-glass/:id/documents/:documentId/copies", in: ownAsking },
  { path: "audit/break-glass/:id/approval", in: overseers },
  { path: "audit/break-glass/:id/refusal", in: overseers },
  { path: "audit/break-glass/:id/end", in: overseers, lastAt: { accepted: "auditor" } },

  // The person behind the receipt: her own, and no paper of another request.
  { path: "help/status/documents/:documentId/return", in: {} },
  { path: "help/status/documents/:documentId/withdrawal", in: herOwn, lastAt: { before: "person" } },
];

/** Which role an area asks for: whoever comes without it meets the 403. */
export const rolesOfArea: Record<string, readonly string[]> = {
  "desk/": ["coordinator"],
  "lawyer/": ["lawyer"],
  "audit/requests/:id/break-glass": ["dpo"],
  "audit/break-glass/:id/file": ["dpo"],
  "audit/break-glass/:id/documents": ["dpo"],
  "audit/break-glass/": ["dpo", "auditor", "administrator"],
};

/**
 * Somebody with several roles meets at each address what the role of that address meets, and no more: the lawyer of a case
 * who sits at the desk does not read as the desk what the desk may not read.
 */
export const severalRoles = {
  "its lawyer, at the desk, too": { lawyer: "lawyer", coordinator: "coordinator" },
  "another lawyer, who refers and administers, too": {
    lawyer: "another lawyer",
    administrator: "administrator",
    referrer: "another referrer",
  },
  "its officer, at the desk, too": { dpo: "dpo by break-glass", coordinator: "coordinator" },
} as const satisfies Record<string, Partial<Record<string, Who>>>;
