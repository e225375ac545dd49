import { fold } from "#app/i18n/fold";
import { albanianGivenNames } from "./given-names";

export interface SplitName {
  given: string;
  family: string;
  /** Codes of what was done to the name. */
  remarks: ("surname_first" | "former_name" | "capitals" | "order_unsure")[];
}

const titles = /^(z|znj|zj|znja|av|avok|dr|prof|mr|mrs|ms|msc|phd)\.?$/;
/** Titles that are family names too: a title only in front of a whole name. */
const titlesOrNames = /^(zonja|zoti)\.?$/;

/** Whether a part of a written name is a title and no name. `rest` holds the parts behind it. */
export function isTitle(part: string, rest: readonly string[] = []): boolean {
  const folded = fold(part);
  return titles.test(folded) || (titlesOrNames.test(folded) && rest.length >= 2);
}

/** Takes titles out. "Zoti Arben Hoxha" has one, "Arben Zoti" has none. */
function withoutTitles(parts: readonly string[]): string[] {
  return parts.filter((part, place) => part && !isTitle(part, place === 0 ? parts.slice(1) : []));
}

/** True where a text can be a name: two letters at least, and nothing that no name has. */
export function couldBeName(text: string): boolean {
  const letters = text.match(/\p{Letter}/gu)?.length ?? 0;
  return letters >= 2 && text.length <= 160 && !/[=<>{}[\]|\\@#$%^*_~;:"!?\d/+]/u.test(text);
}

/** Splits a whole name; given names that are known say which end comes first. Null for what cannot be a name. */
export function splitName(text: string, isGivenName: (folded: string) => boolean): SplitName | null {
  const bare = text
    .replace(/^\s*\d+\s*[.)]\s*/, "")
    .replace(/\s+/g, " ")
    .trim();
  if (!couldBeName(bare)) return null;
  const { rest, former } = withoutFormer(bare);
  const [before = "", after] = rest.split(",").map((part) => part.trim());
  const remarks: SplitName["remarks"] = former ? ["former_name"] : [];
  if (after) {
    remarks.push("surname_first");
    return finish(after, before, former, remarks);
  }
  const parts = withoutTitles(before.split(" "));
  if (parts.length === 0) return null;
  if (parts.length === 1) return finish(parts[0] ?? "", "", former, remarks);
  const known = parts.map((part) => isGivenName(fold(part)));
  const last = parts.length - 1;
  if (!known[0] && known[last]) {
    let from = last;
    while (from > 1 && known[from - 1]) from--;
    remarks.push("surname_first");
    return finish(parts.slice(from).join(" "), parts.slice(0, from).join(" "), former, remarks);
  }
  if (!known[0] && !known[last]) remarks.push("order_unsure");
  // "Ana Maria Hoxha": everything but the last is given as long as it is known as a given name.
  let given = 1;
  while (given < last && known[given]) given++;
  return finish(parts.slice(0, given).join(" "), parts.slice(given).join(" "), former, remarks);
}

/** The two columns of a name, tidied; null where there is none. */
export function joinName(givenText: string, familyText: string): SplitName | null {
  if (!couldBeName(`${givenText} ${familyText}`)) return null;
  const { rest, former } = withoutFormer(familyText);
  const given = withoutTitles(givenText.split(" ")).join(" ");
  if (!given && !rest) return null;
  return finish(given, rest, former, former ? ["former_name"] : []);
}

/** Given names that are known: the list, and those of other rows and people. */
export function givenNameTest(more: Iterable<string> = []): (folded: string) => boolean {
  const known = new Set([...more].map(fold));
  return (folded) => albanianGivenNames.has(folded) || known.has(folded);
}

function finish(given: string, family: string, former: string | null, remarks: SplitName["remarks"]): SplitName {
  const shouted = [given, family].map(isShouted).some(Boolean);
  if (shouted) remarks.push("capitals");
  const tidied = { given: shouted ? calm(given) : given, family: shouted ? calm(family) : family };
  return { ...tidied, family: former ? `${tidied.family} (${former})`.trim() : tidied.family, remarks };
}

/** "Kastriot (Vuçaj) Ymeri": a name in brackets is a former one and goes behind the family name. */
function withoutFormer(text: string): { rest: string; former: string | null } {
  const former = /\(([^()]{2,60})\)/.exec(text)?.[1]?.trim() ?? null;
  return {
    rest: text
      .replace(/\([^()]*\)?/g, " ")
      .replace(/\s+/g, " ")
      .trim(),
    former,
  };
}

function isShouted(text: string): boolean {
  const letters = text.replace(/\P{Letter}/gu, "");
  if (letters.length < 2) return false;
  return letters === letters.toLocaleUpperCase("sq") || letters === letters.toLocaleLowerCase("sq");
}

function calm(text: string): string {
  return text
    .toLocaleLowerCase("sq")
    .replace(
      /(^|[\s'’-])(\p{Letter})/gu,
      (_all, before: string, letter: string) => before + letter.toLocaleUpperCase("sq"),
    );
}
