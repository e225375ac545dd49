import type { PresenceMark } from "#db/vocabulary";

/** The marks that a list offers, in its order, with the colour that helps the letter. */
export const listMarks = ["present", "late", "absent", "excused"] as const satisfies readonly PresenceMark[];

export const markTones = {
  present: "calm",
  late: "warn",
  left_early: "warn",
  absent: "danger",
  excused: "accent",
  not_recorded: "plain",
} as const;
