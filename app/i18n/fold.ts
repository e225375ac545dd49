/** Folds a text for searching and matching: ë→e, ç→c, no case, no accents, one space; Shkoder finds Shkodër. */
export function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Mark}+/gu, "")
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/\s+/gu, " ")
    .trim();
}

/** True where the folded text contains the folded search words, in any order. */
export function foldedIncludes(text: string, search: string): boolean {
  const inside = fold(text);
  return fold(search)
    .split(" ")
    .every((word) => inside.includes(word));
}

const collator = new Intl.Collator("sq", { numeric: true, sensitivity: "variant" });

/** Albanian order: c before ç, e before ë, d before dh; numbers by value. */
export function compareAlbanian(a: string, b: string): number {
  return collator.compare(a, b);
}
