import type { Meaning } from "./headings";
import type { Choices, SheetDay } from "./rules";

const plain = new Set<string>([
  "ignore",
  "number",
  "full_name",
  "given_name",
  "family_name",
  "email",
  "phone",
  "institution",
  "profession",
  "municipality",
  "presence",
]);

/** What somebody chose on the preview: fields "column-<sheet>-<column>" and "day-<sheet>"; anything else is left out. */
export function readChoices(form: FormData | URLSearchParams): Choices {
  const columns: Record<string, Meaning> = {};
  const days: Record<string, SheetDay> = {};
  for (const [name, value] of form.entries()) {
    if (typeof value !== "string") continue;
    const column = /^column-(\d{1,2}-\d{1,3})$/.exec(name)?.[1];
    if (column && isMeaning(value)) columns[column] = value;
    const sheet = /^day-(\d{1,2})$/.exec(name)?.[1];
    if (sheet && /^([1-9]\d?)$/.test(value)) days[sheet] = Number(value);
    else if (sheet && (value === "all" || value === "none")) days[sheet] = value;
  }
  return { columns, days };
}

/** Whether a word names what a column can mean. */
export function isMeaning(value: string): value is Meaning {
  return plain.has(value) || /^(sitting|day)_[1-9]\d?$/.test(value);
}

/** Whether somebody ticked that people who are known get the contact that they lack. */
export function readFill(form: FormData): boolean {
  return form.get("fill") === "yes";
}
