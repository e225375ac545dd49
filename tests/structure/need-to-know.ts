import type { RequestState, SealedClass } from "#db/vocabulary";

/**
 * Which sealed classes of a request may be opened by whom and when, written by hand from protection.md (Need to know):
 * never generated from the policy. Whoever is not named opens nothing.
 */
export type Stage = "before" | "offered" | "holding" | "accepted" | "handed_back" | "after";

/** How far along each state is; holding and handed back are no states of the request, but of its offer and its case. */
export const stageOfState: Record<RequestState, Stage> = {
  received: "before",
  in_triage: "before",
  primary_only: "before",
  matching: "before",
  state_secondary: "before",
  referred: "before",
  offered: "offered",
  assigned: "accepted",
  closed: "after",
  declined: "after",
  merged: "after",
  withdrawn: "after",
};

export interface Cell {
  /** Opens with the page. */
  atOnce: readonly SealedClass[];
  /** Opens when a reason is given for it. */
  withReason: readonly SealedClass[];
  /** Stands on a page that is merely visited, and so in its data. */
  shown: readonly SealedClass[];
}

const nothing: Cell = { atOnce: [], withReason: [], shown: [] };
const names = ["identity", "party"] as const;
const contact = ["safety"] as const;
const papers = ["document"] as const;
const storyAndPlace = ["story", "whereabouts", "phrases"] as const;
const ownFile = [...names, ...contact, ...papers, ...storyAndPlace] as const;
const wholeFile = [...ownFile, "case_note"] as const;
const everyStage: readonly Stage[] = ["before", "offered", "holding", "accepted", "handed_back", "after"];

const always = (cell: Cell) => Object.fromEntries(everyStage.map((stage) => [stage, cell])) as Record<Stage, Cell>;
const only = (cells: Partial<Record<Stage, Cell>>) => ({ ...always(nothing), ...cells });
/** D1–D3 and safe contact; story, whereabouts and phrases on opening with a reason. Papers: the desk takes them in. */
const deskBefore: Cell = {
  atOnce: [...names, ...contact, ...papers],
  withReason: ownFile,
  shown: [...names, ...contact],
};

const lawyerCells: Partial<Record<Stage, Cell>> = {
  holding: { atOnce: names, withReason: names, shown: names },
  accepted: {
    atOnce: wholeFile,
    withReason: wholeFile,
    shown: [...names, ...contact, ...storyAndPlace, "case_note"],
  },
};

export const needToKnow = {
  /** Her own: in neutral words; once a lawyer is found the phrases by which she knows the lawyer. */
  person: {
    ...always({ atOnce: ownFile, withReason: ownFile, shown: [] }),
    accepted: { atOnce: ownFile, withReason: ownFile, shown: ["phrases"] },
  },
  "person of another request": always(nothing),
  coordinator: {
    before: deskBefore,
    offered: deskBefore,
    holding: deskBefore,
    handed_back: deskBefore,
    // D1–D2 and safe contact; D3 with a reason.
    accepted: { atOnce: contact, withReason: [...names, ...contact], shown: contact },
    // D1.
    after: nothing,
  },
  /** Of the offer and of the case: the card only, the names while it is held, the file in the case, and nothing behind it. */
  lawyer: only(lawyerCells),
  /** Gets no new offer, and goes on with what is held and accepted. */
  "lawyer on leave": only(lawyerCells),
  /** Pending, suspended, gone: not even with an offer or a case that somebody left to them. */
  "lawyer applied": always(nothing),
  "lawyer suspended": always(nothing),
  "lawyer left": always(nothing),
  "another lawyer": always(nothing),
  /** Received and answered, of own filings only. */
  "referrer who filed it": always(nothing),
  "another referrer": always(nothing),
  manager: always(nothing),
  institution_contact: always(nothing),
  professional: always(nothing),
  trainer: always(nothing),
  training_manager: always(nothing),
  administrator: always(nothing),
  auditor: always(nothing),
  dpo: always(nothing),
  "dpo who asked": always(nothing),
  /** Reason, second person, fresh factor, sixty minutes; each look is a button of its own, so no page shows it. */
  "dpo by break-glass": always({ atOnce: wholeFile, withReason: wholeFile, shown: [] }),
  "dpo after the hour": always(nothing),
  "dpo of another request": always(nothing),
  /** Whether a message may go out, and how. */
  system: always({ atOnce: contact, withReason: [...contact, ...papers], shown: [] }),
  anyone: always(nothing),
  drafting: always(nothing),
} satisfies Record<string, Record<Stage, Cell>>;

export type Who = keyof typeof needToKnow;
export const everybody = Object.keys(needToKnow) as Who[];

/** Roles that have nothing to do with any request, whatever becomes of it. */
export const strangers: readonly Who[] = [
  "manager",
  "institution_contact",
  "professional",
  "trainer",
  "training_manager",
  "administrator",
  "auditor",
  "dpo",
  "anyone",
  "drafting",
  "person of another request",
  "dpo of another request",
];
