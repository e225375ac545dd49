/** The number that is printed: year and serial, "2026-0012". */
export function certificateNumber({ year, serial }: { year: number; serial: number }): string {
  return `${year}-${String(serial).padStart(4, "0")}`;
}

const codeLetters = /^[ACDEFGHJKMNPQRTWXY34679]{12}$/;

/** The public code of what was typed or scanned (spaces, dashes, lower case, the whole address), or null. */
export function normalisedCode(typed: string): string | null {
  const last =
    typed
      .slice(0, 300)
      .trim()
      .replace(/[?#].*$/, "")
      .replace(/\/+$/, "")
      .split("/")
      .at(-1) ?? "";
  const code = last.toUpperCase().replace(/[\s.\u2010-\u2015-]+/g, "");
  return codeLetters.test(code) ? code : null;
}

/** A code as people read it aloud: three groups of four. */
export function readableCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, "$1-");
}

/** The name of a certificate's file: "Hoxha-Jonida-2026-0012.pdf"; the number keeps namesakes apart. */
export function certificateFileName(
  { givenName, familyName }: { givenName: string; familyName: string },
  number: string,
): string {
  const name = `${familyName} ${givenName}`
    .normalize("NFD")
    .replace(/\p{Mark}+/gu, "")
    .replace(/[^\p{Letter}\p{Number}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 80);
  return `${name ? `${name}-` : ""}${number}.pdf`;
}
