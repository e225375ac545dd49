import { uuid } from "#app/forms/fields";
import { type RowChoice, rowChoices } from "./rules";

export interface ConfirmedRows {
  /** By position on the sheet. */
  choices: Map<number, RowChoice>;
  /** Who wrote into a blank row, by its position. */
  writers: Map<number, string>;
  emptyIsAbsent: boolean;
}

/** The rows of a scan's form: "row.<position>" and, for blank ones, "who.<position>"; `null` where one is unreadable. */
export function confirmedRows(form: FormData): ConfirmedRows | null {
  const choices = new Map<number, RowChoice>();
  const writers = new Map<number, string>();
  for (const [name, value] of form.entries()) {
    const [, kind, digits] = /^(row|who)\.(\d{1,4})$/.exec(name) ?? [];
    if (!kind || value === "") continue;
    const position = Number(digits);
    if (kind === "row") {
      const choice = rowChoices.find((one) => one === value);
      if (!choice) return null;
      choices.set(position, choice);
    } else {
      const id = uuid().safeParse(value);
      if (!id.success) return null;
      writers.set(position, id.data.toLowerCase());
    }
  }
  return { choices, writers, emptyIsAbsent: form.get("absent") === "yes" };
}
