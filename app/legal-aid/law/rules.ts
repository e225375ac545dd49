import { foldedIncludes } from "#app/i18n/fold";

type Row = Record<string, unknown>;

/** The rows that hold all words of the search, folded, in either language; every row where nothing is searched. */
export function rowsHolding<R extends Row>(
  rows: readonly R[],
  search: string,
  more: (row: R) => string = () => "",
): R[] {
  if (!search) return [...rows];
  return rows.filter((row) => foldedIncludes(`${Object.values(row).filter(isWord).join(" ")} ${more(row)}`, search));
}

function isWord(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number";
}

/** Rows by the value of a key, in the order in which the values first occur. */
export function grouped<R extends Row>(rows: readonly R[], key: keyof R & string): { key: string; rows: R[] }[] {
  const groups = new Map<string, R[]>();
  for (const row of rows) {
    const group = String(row[key] ?? "");
    groups.set(group, [...(groups.get(group) ?? []), row]);
  }
  return [...groups].map(([name, own]) => ({ key: name, rows: own }));
}
