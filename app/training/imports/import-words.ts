import { useT } from "#app/i18n/use-t";
import type { Meaning } from "./headings";

/** What a column means, in words. */
export function useMeaningWords(): (meaning: Meaning) => string {
  const t = useT("manage");
  return (meaning) => {
    const numbered = /^(sitting|day)_(\d+)$/.exec(meaning);
    if (numbered) return t(`import.meaning.${numbered[1] as "sitting" | "day"}`, { number: Number(numbered[2]) });
    return t(`import.meaning.${meaning as Exclude<Meaning, `${"sitting" | "day"}_${number}`>}`);
  };
}

/** The sign between columns, in words. */
export function useDelimiterWords(): (delimiter: string) => string {
  const t = useT("manage");
  const names = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe" } as const;
  return (sign) => t(`import.delimiters.${names[sign as keyof typeof names] ?? "other"}`, { sign });
}

/** A column by its heading, or by its letter as spreadsheets count: A to Z, AA, AB … */
export function useColumnWords(): (heading: string, column: number) => string {
  const t = useT("manage");
  return (heading, column) =>
    heading ? t("import.columnOf", { heading }) : t("import.columnLetter", { letter: columnLetter(column) });
}

function columnLetter(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnLetter(Math.floor(column / 26) - 1) + last;
}
