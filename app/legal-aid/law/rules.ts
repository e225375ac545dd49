import { foldedIncludes } from "#app/i18n/fold";
import type { LawStatus } from "#db/vocabulary";

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

/** The code of the row that takes over on a day: its predecessor's with the day behind it. */
export function successorCode(code: string, validFrom: string): string {
  return `${code.replace(/-\d{8}$/, "")}-${validFrom.replaceAll("-", "")}`;
}

/** Why a time limit cannot be replaced from that day on; null where it can. */
export function successorRefusal(
  rule: { validFrom: string | null; replacedBy: string | null },
  validFrom: string,
): "rule_replaced" | "before_rule" | null {
  if (rule.replacedBy !== null) return "rule_replaced";
  return rule.validFrom !== null && validFrom <= rule.validFrom ? "before_rule" : null;
}

/** True where a limit that begins on that day ("YYYY-MM-DD") is counted with this row; open ends count. */
export function isInForce(rule: { validFrom: string | null; validTo: string | null }, day: string): boolean {
  return (rule.validFrom ?? day) <= day && day <= (rule.validTo ?? day);
}

/** An unverified number is never shown to somebody who needs help. */
export function helpLineRefusal(line: { shown: boolean; status: LawStatus }): "line_unverified" | null {
  return line.shown && line.status === "unverified" ? "line_unverified" : null;
}

/** The calendar day before, both "YYYY-MM-DD". */
export function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
