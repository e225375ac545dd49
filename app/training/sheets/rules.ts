import type { PresenceMark } from "#db/vocabulary";

/** What a person says a row shows. */
export const rowChoices = ["signed", "empty", "open"] as const;
export type RowChoice = (typeof rowChoices)[number];

/** What is proposed for a row: nothing where it could not be told. */
export function proposalOf({ signed, sure }: { signed: boolean; sure: boolean }): RowChoice {
  if (!sure) return "open";
  return signed ? "signed" : "empty";
}

/**
 * The mark that a row's choice adds to what is known, or `null`. A signature makes present whoever had no mark or was
 * marked absent; it does not undo "late". An empty row makes absent only where that is asked for, and only whoever has no
 * mark: not recorded is not absent.
 */
export function markOfRow(
  choice: RowChoice,
  known: PresenceMark | null,
  emptyIsAbsent: boolean,
): "present" | "absent" | null {
  const unknown = known === null || known === "not_recorded";
  if (choice === "signed") return unknown || known === "absent" ? "present" : null;
  return choice === "empty" && emptyIsAbsent && unknown ? "absent" : null;
}
