import type { MergedField } from "./rules";

/** The columns behind a field that is chosen as one. */
export const columnsOf = {
  name: ["givenName", "familyName", "foldedName"],
  email: ["email"],
  phone: ["phone"],
  institution: ["institution"],
  profession: ["profession"],
  municipality: ["municipalityCode"],
} as const satisfies Record<MergedField, readonly string[]>;

export type Details = Record<(typeof columnsOf)[MergedField][number], string | null>;

/** How an enrolment stood: what a merge may change about it. */
export interface EnrolmentStand {
  state: string;
  seat: number | null;
  offeredUntil: string | null;
  queuedAt: string;
  priority: number;
  priorityReason: string | null;
  priorityBy: string | null;
}

/** Two enrolments in one event: the kept record's goes on, the other one rests. */
export interface JoinedEnrolments {
  eventId: string;
  keptId: string;
  mergedId: string;
  keptBefore: EnrolmentStand;
  mergedBefore: EnrolmentStand;
  keptAfter: EnrolmentStand;
  observations: string[];
  questions: string[];
  sheetRows: { sheetId: string; position: number }[];
}

/** What a merge writes down about itself so that it can be undone: what stood there before, and which rows moved. */
export interface MergeRecord {
  kept: Details;
  merged: Details;
  written: Details;
  enrolments: string[];
  joined: JoinedEnrolments[];
  certificates: string[];
  accounts: string[];
  claims: string[];
  corrections: string[];
  messages: string[];
  /** Records that the merged one held itself. */
  held: string[];
}
