import { fold } from "#app/i18n/fold";
import type { ConflictBand } from "#db/vocabulary";

export type NameVerdict = "same" | "possible" | "different" | "not_enough";

/** The folded parts of a name: order, case, ë/ç, hyphens, brackets and commas do not matter. */
export function partsOfName(name: string): string[] {
  return fold(name)
    .split(/[^\p{Letter}\p{Number}]+/u)
    .filter((part) => part.length > 0);
}

/**
 * Compares two names. `same`: nothing is missing; `possible`: compatible, but a part is missing or an ending or a
 * transliteration differs; `not_enough`: a lone first name. The answer does not depend on which name comes first.
 */
export function compareNames(a: string, b: string): NameVerdict {
  const [shorter, longer] = [partsOfName(a), partsOfName(b)].sort((one, other) => one.length - other.length);
  if (!shorter || !longer || shorter.length < 2) return "not_enough";
  if (shorter.length === longer.length && sorted(shorter) === sorted(longer)) return "same";
  if (longer.length - shorter.length > 2) return "different";
  return pairUp(shorter, longer) ? "possible" : "different";
}

/** Candidates are looked up by these: every stem and transliteration that `compareNames` treats as one. */
export function nameKeys(name: string): string[] {
  return [...new Set(partsOfName(name).flatMap((part) => [...formsOf(part)]))].sort();
}

function sorted(parts: string[]): string {
  return [...parts].sort().join(" ");
}

/** True where every part of the shorter name finds a part of its own in the longer one. */
function pairUp(shorter: string[], longer: string[]): boolean {
  const [part, ...others] = shorter;
  if (part === undefined) return true;
  return longer.some(
    (other, place) =>
      compatible(part, other) &&
      pairUp(
        others,
        longer.filter((_, index) => index !== place),
      ),
  );
}

function compatible(a: string, b: string): boolean {
  if (a === b) return true;
  const forms = formsOf(b);
  for (const form of formsOf(a)) if (forms.has(form)) return true;
  return false;
}

const known = new Map<string, Set<string>>();

/** Stems without definite, indefinite and gender endings, in both readings of q (k or ç/ch). */
function formsOf(part: string): Set<string> {
  const before = known.get(part);
  if (before) return before;
  const forms = new Set<string>();
  for (const q of ["k", "c"]) for (const stem of stemsOf(transliterated(part, q))) forms.add(stem);
  if (known.size > 20_000) known.clear();
  known.set(part, forms);
  return forms;
}

/** Foreign spellings on one: dzh, xh, gj, dj → j; dh → d; ch → c; doubled letters once. */
function transliterated(part: string, q: string): string {
  return part
    .replace(/dzh|xh|gj|dj/g, "j")
    .replace(/dh/g, "d")
    .replace(/ch/g, "c")
    .replace(/q/g, q)
    .replace(/(\p{Letter})\1/gu, "$1");
}

/** The word and its stem: Prendi → Prend, Hasanaj → Hasan, Pjetër → Pjetr (Pjetri). A stem has at least three letters. */
function stemsOf(word: string): string[] {
  const bare = word.replace(/(aj|ai|[aeiu])$/, "");
  const stem = bare.length >= 3 ? bare : word;
  const elided = stem.replace(/([^aeiouy])e([rlnm])$/, "$1$2");
  return elided === stem || elided.length < 3 ? [stem] : [stem, elided];
}

export interface RequestNames {
  client: string | null;
  opponents: string[];
}
export interface LawyerNames {
  own: string;
  clients: string[];
  opponents: string[];
}

/** Why a band was given: which pair of names met, as a code. */
export const conflictReasons = [
  "opponent_is_client",
  "client_is_opponent",
  "client_is_client",
  "lawyer_is_opponent",
  "lawyer_is_client",
] as const;
export type ConflictReason = (typeof conflictReasons)[number];

/**
 * The band of one lawyer for one request, both directions (legal-aid.md, Conflict check). `clear` needs an opponent's
 * whole name and the client's; where the file holds less the answer is `not_enough`.
 */
export function conflictBand(
  request: RequestNames,
  lawyer: LawyerNames,
): { band: ConflictBand; reasons: ConflictReason[] } {
  const clients = request.client === null ? [] : [request.client];
  const pairs: [ConflictReason, string[], string[]][] = [
    ["opponent_is_client", request.opponents, lawyer.clients],
    ["client_is_opponent", clients, lawyer.opponents],
    ["client_is_client", clients, lawyer.clients],
    ["lawyer_is_opponent", request.opponents, [lawyer.own]],
    ["lawyer_is_client", clients, [lawyer.own]],
  ];
  const found = pairs.map(([reason, left, right]) => ({ reason, verdict: strongest(left, right) }));
  const reasonsOf = (verdict: NameVerdict) =>
    found.filter((one) => one.verdict === verdict).map(({ reason }) => reason);
  // The same client again is no conflict by itself, but the desk has to look.
  const sure = reasonsOf("same").filter((reason) => reason !== "client_is_client");
  if (sure.length > 0) return { band: "conflict", reasons: sure };
  const perhaps = [...reasonsOf("same"), ...reasonsOf("possible")];
  if (perhaps.length > 0) return { band: "possible", reasons: perhaps };
  return { band: enoughNames(request) ? "clear" : "not_enough", reasons: [] };
}

/** True where client and every opponent carry at least two name parts. */
export function enoughNames({ client, opponents }: RequestNames): boolean {
  return (
    client !== null && opponents.length > 0 && [client, ...opponents].every((name) => partsOfName(name).length >= 2)
  );
}

function strongest(left: string[], right: string[]): NameVerdict {
  let best: NameVerdict = "different";
  for (const a of left)
    for (const b of right) {
      const verdict = compareNames(a, b);
      if (verdict === "same") return "same";
      if (verdict === "possible") best = "possible";
    }
  return best;
}
