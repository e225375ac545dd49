import type { Gender, Language, LawyerKind, StepKind } from "#db/vocabulary";

const outOfCourt: readonly StepKind[] = [
  "advice",
  "drafting",
  "state_aid_application",
  "criminal_report",
  "administrative_matters",
];
/** Law 111/2017 art. 3: what a jurist of the network does. */
const primaryAid: readonly StepKind[] = ["advice", "drafting", "state_aid_application"];

/** True where a step is court work. */
export function isCourtWork(step: string): boolean {
  return !outOfCourt.includes(step as StepKind);
}

/** True where somebody of this kind may do every step: jurists primary aid, candidates under a named supervisor out of court. */
export function kindMayDo(kind: LawyerKind, steps: readonly string[], supervised: boolean): boolean {
  if (kind === "advocate") return true;
  if (kind === "jurist") return steps.every((step) => primaryAid.includes(step as StepKind));
  return supervised && !steps.some(isCourtWork);
}

/** Why a lawyer is out, in the order in which the page says it. Place in the list = bit in `FactsOfLawyer.out`. */
export const filters = [
  "not_active",
  "permit",
  "leave",
  "kind",
  "region",
  "area",
  "language",
  "gender",
  "certificate",
  "capacity",
  "conflict",
  "asked_before",
] as const;
export type Filter = (typeof filters)[number];

/** What the request asks of a lawyer: codes only. */
export interface Need {
  regionIso: string | null;
  areaCode: string | null;
  language: Language;
  genderWish: Gender | null;
  stepKinds: readonly string[];
  /** Whoever works remotely counts as being in the region. */
  remote: boolean;
}

/** What the query says about one lawyer; no names. */
export interface FactsOfLawyer {
  lawyerId: string;
  /** One bit per filter that takes the lawyer out. */
  out: number;
  /** Accepted hours (expired offers a quarter) since the shares of this lawyer began, at most the window's. */
  load: number;
  pledgedHours: number;
  /** Shares began inside the window: the place starts at the median. */
  newcomer: boolean;
  lastOfferedAt: Date | null;
  onDuty: boolean;
  /** Belongs to the network today: verified. */
  active: boolean;
}

export interface Ranked extends FactsOfLawyer {
  /** 1 for who is asked first; null for who is out. */
  place: number | null;
  reasons: Filter[];
  /** Hours that count: own, and for a newcomer the median on top. */
  counted: number;
  /** Hours that would be fair, by pledge, of all that the network has taken on. */
  fairShare: number;
  /** Counted through fair share: below 1 is owed work; Infinity without a pledge. */
  ratio: number;
}

/** The filters whose bits are set. */
export function filtersIn(out: number): Filter[] {
  return filters.filter((_, bit) => (out & (1 << bit)) !== 0);
}

/**
 * Everybody in the network with a place or with what took them out. First is who is furthest below the fair share
 * (counted hours through share, the share proportional to the pledge); then who has waited longest since the last
 * offer; then an order drawn by `seed`, the same all day. Emergencies ask those on duty first.
 */
export function rank(facts: readonly FactsOfLawyer[], options: { seed: string; dutyFirst: boolean }): Ranked[] {
  const start = newcomersStart(facts);
  const countedOf = (fact: FactsOfLawyer) => fact.load + (fact.newcomer ? start * fact.pledgedHours : 0);
  let total = 0;
  let pledged = 0;
  for (const fact of facts)
    if (fact.active) {
      total += countedOf(fact);
      pledged += fact.pledgedHours;
    }
  const reasons = new Map<number, Filter[]>();
  const eligible: Ranked[] = [];
  const others: Ranked[] = [];
  for (const fact of facts) {
    const counted = countedOf(fact);
    const fairShare = pledged > 0 ? (total * fact.pledgedHours) / pledged : 0;
    const known = reasons.get(fact.out) ?? filtersIn(fact.out);
    reasons.set(fact.out, known);
    // Sums of fractions differ in their last digits by the order in which rows are read: two who are level stay level.
    const share = fairShare > 0 ? Math.round((counted / fairShare) * 1e9) / 1e9 : 0;
    const ratio = fact.pledgedHours === 0 ? Number.POSITIVE_INFINITY : share;
    const one = { ...fact, place: null, reasons: known, counted, fairShare, ratio };
    (fact.out === 0 ? eligible : others).push(one);
  }
  const draw = new Map(eligible.map(({ lawyerId }) => [lawyerId, drawn(lawyerId, options.seed)]));
  eligible.sort(
    (a, b) =>
      (options.dutyFirst ? Number(b.onDuty) - Number(a.onDuty) : 0) ||
      compare(a.ratio, b.ratio) ||
      (a.lastOfferedAt?.getTime() ?? 0) - (b.lastOfferedAt?.getTime() ?? 0) ||
      (draw.get(a.lawyerId) ?? 0) - (draw.get(b.lawyerId) ?? 0) ||
      (a.lawyerId < b.lawyerId ? -1 : 1),
  );
  for (const [index, one] of eligible.entries()) one.place = index + 1;
  others.sort((a, b) => a.reasons.length - b.reasons.length || (a.lawyerId < b.lawyerId ? -1 : 1));
  return eligible.concat(others);
}

/** Newcomers start at the median hours per pledged hour of the others, not at zero. */
function newcomersStart(facts: readonly FactsOfLawyer[]): number {
  const settled = facts.filter((fact) => fact.active && !fact.newcomer && fact.pledgedHours > 0);
  return median(settled.map(({ load, pledgedHours }) => load / pledgedHours));
}

/** The middle of a row of numbers; 0 of an empty one. */
export function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = Float64Array.from(values).sort();
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** FNV-1a: the same lawyer and day draw the same lot everywhere. */
function drawn(lawyerId: string, seed: string): number {
  let hash = 0x811c9dc5;
  const text = seed + lawyerId;
  for (let place = 0; place < text.length; place++) hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193) >>> 0;
  return hash;
}

/** How unevenly hours lie against fair shares: 0 all alike, towards 1 all with one. Values are hours per pledged hour. */
export function gini(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const sum = sorted.reduce((total, value) => total + value, 0);
  if (sorted.length === 0 || sum === 0) return 0;
  const weighted = sorted.reduce((total, value, index) => total + (index + 1) * value, 0);
  return (2 * weighted) / (sorted.length * sum) - (sorted.length + 1) / sorted.length;
}

/** What would widen the circle when nobody is left: each filter that alone keeps somebody out, with how many. */
export function wideningSteps(ranked: readonly Ranked[]): { filter: Filter; lawyers: number }[] {
  const counts = new Map<Filter, number>();
  for (const { reasons } of ranked) {
    const [only, ...more] = reasons;
    if (only && more.length === 0) counts.set(only, (counts.get(only) ?? 0) + 1);
  }
  const fixed: readonly Filter[] = ["not_active", "permit", "conflict", "asked_before"];
  return [...counts]
    .filter(([filter]) => !fixed.includes(filter))
    .map(([filter, lawyers]) => ({ filter, lawyers }))
    .sort((a, b) => b.lawyers - a.lawyers);
}
