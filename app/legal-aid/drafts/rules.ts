import type { Filing } from "#app/legal-aid/aid-requests/filing";
import { contactOf, missingReach, type Reach } from "#app/legal-aid/aid-requests/forms";
import type { CourtDate } from "#app/legal-aid/aid-requests/rules";
import type { AgeBand, ConsentKind, ContactChannel, Gender, Language } from "#db/vocabulary";

/** The questions in their order; the words in the address say nothing to whoever reads the history. */
export const questions = [
  "now",
  "today",
  "contact",
  "reach",
  "region",
  "matter",
  "dates",
  "words",
  "names",
  "you",
  "wishes",
  "place",
  "phrases",
  "agree",
] as const;
export type Question = (typeof questions)[number];

/** Questions that may be passed over. */
export const skippable: readonly Question[] = [
  "region",
  "matter",
  "dates",
  "words",
  "names",
  "you",
  "wishes",
  "place",
  "phrases",
];

/** What it is about, in plain words, and the practice area that it most likely is. */
const areas = {
  violence: "CRM-DV",
  protection: "PO-REQ",
  stalking: "CRM-STA",
  sexual: "CRM-SEX",
  trafficking: "CRM-TRA",
  divorce: "FAM-DIV",
  children: "FAM-CUS",
  maintenance: "FAM-ALI",
  home: "CIV-PRO",
  damage: "CIV-DAM",
  work: "LAB-WAG",
  papers: "ADM-CIV",
  support: "ADM-SOC",
  discrimination: "DIS-COM",
  other: "OTH",
  unknown: null,
} as const;
export type Matter = keyof typeof areas;
export const matters = Object.keys(areas) as [Matter, ...Matter[]];
export const matterGroups: readonly { key: "safety" | "family" | "living" | "rest"; matters: readonly Matter[] }[] = [
  { key: "safety", matters: ["violence", "protection", "stalking", "sexual", "trafficking"] },
  { key: "family", matters: ["divorce", "children", "maintenance"] },
  { key: "living", matters: ["home", "work", "papers", "support", "damage", "discrimination"] },
  { key: "rest", matters: ["other", "unknown"] },
];

export function areaOfMatter(matter: Matter | null | undefined): string | null {
  return matter ? areas[matter] : null;
}

/** What somebody has answered so far; nothing is asked twice and everything can be changed. */
export interface Answers {
  safeNow?: "yes" | "unsure" | "no";
  danger?: "no" | "unsure" | "yes";
  channel?: ContactChannel;
  phone?: string | null;
  who?: "only_me" | "others" | null;
  when?: string | null;
  message?: "none" | "neutral" | null;
  email?: string | null;
  trustedName?: string | null;
  trustedContact?: string | null;
  trustedHow?: string | null;
  regionIso?: string | null;
  matter?: Matter | null;
  courtDate?: CourtDate | null;
  nextDateOn?: string | null;
  protectionOrder?: boolean;
  story?: string | null;
  opponent?: string | null;
  opponentOther?: string | null;
  opponentKin?: string | null;
  clientKin?: string | null;
  name?: string | null;
  birthYear?: number | null;
  ageBand?: AgeBand | null;
  language?: Language;
  genderWish?: Gender | null;
  whereabouts?: string | null;
  phraseFromPerson?: string | null;
  phraseToPerson?: string | null;
  process?: boolean;
  conflictCheck?: boolean;
  shareWithLawyer?: boolean;
}

/** The questions that this person gets: how to reach her is asked only where somebody may. */
export function questionsFor(answers: Answers): Question[] {
  const nothingToReach = answers.channel === "page" || answers.channel === "none";
  return questions.filter((question) => question !== "reach" || !nothingToReach);
}

/** The question after this one, or "check" after the last. */
export function nextQuestion(question: Question, answers: Answers): Question | "check" {
  const asked = questionsFor(answers);
  return asked[asked.indexOf(question) + 1] ?? "check";
}

/** The question before this one, or null at the first. */
export function previousQuestion(question: Question | "check", answers: Answers): Question | null {
  const asked = questionsFor(answers);
  return (question === "check" ? asked.at(-1) : asked[asked.indexOf(question) - 1]) ?? null;
}

/** The first question whose answer is missing although a request cannot go without it, or null. */
export function missingQuestion(answers: Answers): Question | null {
  if (!answers.channel) return "contact";
  if (missingReach(reachOf(answers)).length > 0) return "reach";
  return answers.process ? null : "agree";
}

/** Contact and its details, with nothing left undefined. */
export function reachOf(answers: Answers): Reach {
  return {
    channel: answers.channel ?? "page",
    phone: answers.phone ?? null,
    who: answers.who ?? null,
    when: answers.when ?? null,
    message: answers.message ?? null,
    email: answers.email ?? null,
    trustedName: answers.trustedName ?? null,
    trustedContact: answers.trustedContact ?? null,
    trustedHow: answers.trustedHow ?? null,
  };
}

/** The request that the answers make. What a changed channel no longer needs is left out. */
export function filingOf(answers: Answers): Filing {
  const consents: ConsentKind[] = [];
  if (answers.process) consents.push("process");
  if (answers.conflictCheck) consents.push("conflict_check");
  if (answers.shareWithLawyer) consents.push("share_with_lawyer");
  return {
    ...contactOf(reachOf(answers)),
    signals: {
      dangerNow: answers.danger === "yes",
      courtDate: answers.courtDate ?? null,
      protectionOrder: answers.protectionOrder === true || answers.matter === "protection",
      nextDateOn: answers.nextDateOn ?? null,
    },
    regionIso: answers.regionIso ?? null,
    areaCode: areaOfMatter(answers.matter),
    story: answers.story ?? null,
    parties: [
      { side: "opponent" as const, name: answers.opponent },
      { side: "opponent" as const, name: answers.opponentOther },
      { side: "opponent_kin" as const, name: answers.opponentKin },
      { side: "client_kin" as const, name: answers.clientKin },
    ].flatMap(({ side, name }) => (name ? [{ side, name }] : [])),
    name: answers.name ?? null,
    birthYear: answers.birthYear ?? null,
    ageBand: answers.ageBand ?? null,
    language: answers.language ?? "sq",
    genderWish: answers.genderWish ?? null,
    whereabouts: answers.whereabouts ?? null,
    phraseFromPerson: answers.phraseFromPerson ?? null,
    phraseToPerson: answers.phraseToPerson ?? null,
    consents,
  };
}

/** How long answers are kept, in minutes, counted from the first one. */
export const DRAFT_MINUTES = 60;
/** How long locator and digits can be looked at after sending. */
export const RECEIPT_SHOWN_MINUTES = 10;
