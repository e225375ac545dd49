import type { AgeBand, Channel, Urgency } from "#db/vocabulary";
import { type Signals, urgencyOf } from "../aid-requests/rules";

/** What a triage can end with; the moves out of `in_triage`. */
export const triageOutcomes = [
  "matching",
  "primary_only",
  "state_secondary",
  "referred",
  "declined",
  "merged",
] as const;
export type TriageOutcome = (typeof triageOutcomes)[number];

export const papers = [
  "identity_document",
  "self_declaration",
  "income_proof",
  "police_report",
  "protection_order",
  "victim_status",
  "disability_decision",
  "social_protection_certificate",
  "care_institution_certificate",
  "medical_certificate",
  "discrimination_decision",
  "birth_certificate",
] as const;
export type Paper = (typeof papers)[number];

export interface CategoryRow {
  code: string;
  letter: string | null;
  meansTest: boolean;
}
export interface AreaRow {
  code: string;
  groupCode: string | null;
  /** "PS" where secondary aid is possible, "P" where only primary aid is. */
  level: string;
}

/** What the desk knows when it decides. */
export interface TriageFacts {
  area: AreaRow | null;
  category: CategoryRow | null;
  ageBand: AgeBand | null;
  signals: Signals;
  /** The answer of the means test, where one was made. */
  means: MeansAnswer | null;
}

export interface TriageProposal {
  /** Category of art. 11 that the matter suggests, to be confirmed by a person. */
  categoryCode: string | null;
  /** Article of law 111/2017 behind it, or null where only the network's own rule is left. */
  article: string | null;
  meansTest: "not_needed" | "needed" | "passed" | "failed";
  /** Channels that are open to the person. */
  channels: Channel[];
  channel: Channel;
  urgency: Urgency;
  missingPapers: Paper[];
  /** Codes of the sentences that explain the proposal. */
  because: string[];
}

/**
 * Proposes category, article, channels, urgency and missing papers; a person decides (law 111/2017 arts. 3, 11, 12).
 * Categories of art. 11 come before any question about money.
 */
export function proposeTriage(facts: TriageFacts, today: string, urgentWithinDays: number): TriageProposal {
  const categoryCode = facts.category?.code ?? suggestedCategory(facts);
  const byCategory = categoryCode?.startsWith("K11-") ?? false;
  const meansTest = byCategory
    ? "not_needed"
    : facts.means === null
      ? "needed"
      : facts.means.within
        ? "passed"
        : "failed";
  const entitled = meansTest === "not_needed" || meansTest === "passed";
  const court = facts.area === null || facts.area.level === "PS";
  const channels: Channel[] = ["primary"];
  if (entitled && court) channels.push("state_secondary");
  if (court) channels.push("pro_bono");
  const because = [byCategory ? "category" : `means_${meansTest}`];
  if (!court) because.push("primary_is_enough");
  if (meansTest === "failed") because.push("own_rule");
  if (facts.signals.dangerNow) because.push("danger");
  return {
    categoryCode,
    article: byCategory ? articleOf(categoryCode, facts.category) : meansTest === "passed" ? "12" : null,
    meansTest,
    channels,
    channel: court ? "pro_bono" : "primary",
    urgency: urgencyOf(facts.signals, today, urgentWithinDays),
    missingPapers: papersFor(categoryCode),
    because,
  };
}

/** The category of art. 11 that area and age suggest, most telling first; null where nothing does. */
export function suggestedCategory({ area, ageBand }: Pick<TriageFacts, "area" | "ageBand">): string | null {
  const code = area?.code ?? "";
  const minor = ageBand === "under_14" || ageBand === "14_17";
  if (code === "CRM-MIN") return "K11-C2";
  if (code === "CRM-TRM") return "K11-C1";
  const victim = code.startsWith("PO-") || ["CRM-DV", "CRM-SEX", "CRM-TRA", "CRM-STA", "CRM-INJ"].includes(code);
  if (minor && victim) return "K11-C1";
  if (code === "CRM-DV" || code.startsWith("PO-")) return "K11-A";
  if (code === "CRM-SEX") return "K11-B1";
  if (code === "CRM-TRA" || code === "CRM-NPU") return "K11-B2";
  if (code === "FAM-ALT") return "K11-CC";
  if (code === "ADM-DIS") return "K11-DH";
  if (code === "CIV-CAP") return "K11-F";
  return null;
}

/** The article and letter of a category of art. 11. */
export function articleOf(code: string | null, row: CategoryRow | null): string {
  if (row?.letter) return `11 ${row.letter}`;
  const letters: Record<string, string> = { CC: "ç", DH: "dh", EE: "ë", GJ: "gj", B1: "b", B2: "b", C1: "c", C2: "c" };
  const last = code?.slice("K11-".length) ?? "";
  return `11 ${letters[last] ?? last.toLowerCase()}`;
}

const papersOf: Record<string, Paper[]> = {
  "K11-A": ["police_report", "protection_order"],
  "K11-B1": ["victim_status"],
  "K11-B2": ["victim_status"],
  "K11-C1": ["birth_certificate", "victim_status"],
  "K11-C2": ["birth_certificate"],
  "K11-CC": ["care_institution_certificate"],
  "K11-D": ["birth_certificate"],
  "K11-DH": ["disability_decision"],
  "K11-E": ["medical_certificate"],
  "K11-EE": ["medical_certificate"],
  "K11-F": ["medical_certificate"],
  "K11-G": ["medical_certificate"],
  "K11-GJ": ["social_protection_certificate"],
  "K11-H": ["discrimination_decision"],
};

/** Papers that the state usually asks for with this category; the organisation's lawyer confirms the list. */
export function papersFor(categoryCode: string | null): Paper[] {
  const own = categoryCode === null ? [] : (papersOf[categoryCode] ?? ["income_proof"]);
  return ["identity_document", "self_declaration", ...own];
}

export interface WageRow {
  lek: number;
  /** "2026-01-01", or "2023" where the first day is not known. */
  validFrom: string;
  fromPrecision: string;
  status: string;
}

/**
 * The minimum wage on a day, and whether it is certain. A row that knows only its year counts from the year after; within
 * that year it is taken and marked, because it may or may not have begun (data README, Parameters).
 */
export function wageOn(day: string, rows: readonly WageRow[]): { lek: number; toBeConfirmed: boolean } | null {
  const begun = rows
    .map((row) => ({
      ...row,
      from: row.fromPrecision === "day" ? row.validFrom : `${row.validFrom.slice(0, 4)}-01-01`,
    }))
    .filter((row) => row.from <= day)
    .sort((a, b) => a.from.localeCompare(b.from) || a.lek - b.lek);
  const last = begun.at(-1);
  if (!last) return null;
  const guessed = last.fromPrecision !== "day" && last.from.slice(0, 4) === day.slice(0, 4);
  return { lek: last.lek, toBeConfirmed: guessed || last.status !== "verified" };
}

export interface Means {
  /** Lek a month: of the household, or the person's own where she lives alone or the case is against a member. */
  monthlyIncome: number;
  /** Members of the household, the person included. */
  heads: number;
  situation: "household" | "single" | "against_household";
  /** Lek, the home not counted. */
  assets: number;
}

export interface MeansAnswer {
  within: boolean;
  categoryCode: "K12-HH" | "K12-1P" | "K12-VS";
  /** Lek a month that the income has to stay below. */
  incomeLimit: number;
  /** Lek that the assets may reach. */
  assetsLimit: number;
  incomeWithin: boolean;
  assetsWithin: boolean;
  /** Income as it is compared: per head in a household. */
  measured: number;
}

/**
 * The means test of law 111/2017 art. 12: household income per head below half the minimum wage, a single person's or
 * somebody's against the own household below one; assets up to 36. Income must be below, assets may reach the limit.
 */
export function meansTest(means: Means, wageLek: number): MeansAnswer {
  const perHead = means.situation === "household";
  const measured = perHead ? means.monthlyIncome / Math.max(1, means.heads) : means.monthlyIncome;
  const incomeLimit = perHead ? wageLek / 2 : wageLek;
  const assetsLimit = wageLek * 36;
  const incomeWithin = measured < incomeLimit;
  const assetsWithin = means.assets <= assetsLimit;
  const categories = { household: "K12-HH", single: "K12-1P", against_household: "K12-VS" } as const;
  return {
    within: incomeWithin && assetsWithin,
    categoryCode: categories[means.situation],
    incomeLimit,
    assetsLimit,
    incomeWithin,
    assetsWithin,
    measured,
  };
}

/** What a decision still lacks, as the name of the field, or null: an offer needs area, steps and hours. */
export function missingForDecision(decision: {
  outcome: TriageOutcome;
  areaCode: string | null;
  stepKinds: readonly string[];
  estimatedHours: number | null;
  mergedIntoCode: string | null;
}): "areaCode" | "stepKinds" | "estimatedHours" | "mergedIntoCode" | null {
  if (decision.outcome === "merged") return decision.mergedIntoCode ? null : "mergedIntoCode";
  if (decision.outcome !== "matching") return null;
  if (!decision.areaCode) return "areaCode";
  if (decision.stepKinds.length === 0) return "stepKinds";
  return decision.estimatedHours ? null : "estimatedHours";
}

/** The channel that an outcome means, whatever was ticked. */
export function channelOf(outcome: TriageOutcome): Channel | null {
  if (outcome === "matching") return "pro_bono";
  if (outcome === "state_secondary") return "state_secondary";
  return outcome === "primary_only" ? "primary" : null;
}
