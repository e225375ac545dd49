import { z } from "zod";
import { choice, choices } from "#app/forms/fields";
import { breakGlassReasons, type SealedClass } from "#db/vocabulary";

export const askForm = z.object({ reason: choice(breakGlassReasons) });

/** What can be opened on the page; of papers the names, each leaves as a download of its own. */
export const openableClasses = [
  "identity",
  "party",
  "safety",
  "story",
  "whereabouts",
  "phrases",
  "case_note",
  "document",
] as const satisfies SealedClass[];

/** What is opened: at least one class, each on purpose. */
export const lookForm = z.object({
  classes: choices(openableClasses).refine((classes) => classes.length > 0, "required"),
});
