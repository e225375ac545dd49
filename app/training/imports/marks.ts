import { fold } from "#app/i18n/fold";
import type { PresenceMark } from "#db/vocabulary";

/** Which letters a file uses: P V A M (pranishëm, vonë, me arsye, mungon) or P L E A (present, late, excused, absent). */
export type Legend = "sq" | "en";

const ticks = new Set([
  "✓",
  "✔",
  "√",
  "☑",
  "🗸",
  "x",
  "+",
  "*",
  "po",
  "yes",
  "y",
  "1",
  "true",
  "prezent",
  "present",
  "p",
  "pranishem",
  "i pranishem",
  "e pranishme",
  "ishte",
  "mori pjese",
]);
const late = new Set(["v", "vone", "vonese", "me vonese", "late", "l", "erdhi vone"]);
const excused = new Set(["me arsye", "arsye", "i arsyetuar", "e arsyetuar", "excused", "e", "me leje", "leje"]);
const absent = new Set([
  "m",
  "mungon",
  "mungoi",
  "mungese",
  "absent",
  "jo",
  "no",
  "n",
  "0",
  "-",
  "–",
  "false",
  "✗",
  "✘",
  "s'erdhi",
]);

/** The letters of a file: L or E without V or M is English, where A says absent; otherwise A says excused. */
export function legendOf(cells: Iterable<string>): Legend {
  const seen = new Set<string>();
  for (const cell of cells) seen.add(fold(cell));
  return (seen.has("l") || seen.has("e")) && !seen.has("v") && !seen.has("m") ? "en" : "sq";
}

/** What a cell says about being there: null for an empty one, "unreadable" for something else. */
export function markOf(cell: string, legend: Legend): PresenceMark | null | "unreadable" {
  const text = fold(cell).replace(/[.!]$/, "");
  if (!text) return null;
  if (text === "a") return legend === "en" ? "absent" : "excused";
  if (ticks.has(text)) return "present";
  if (late.has(text)) return "late";
  if (excused.has(text)) return "excused";
  return absent.has(text) ? "absent" : "unreadable";
}
