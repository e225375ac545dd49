import { z } from "zod";
import { choice, optionalText, text } from "#app/forms/fields";
import { caseOutcomes, handBackReasons } from "#db/vocabulary";

export const noteForm = z.object({ body: text(4000) });
export const handBackForm = z.object({ reason: choice(handBackReasons), note: optionalText(4000) });
export const closingForm = z.object({ outcome: choice(caseOutcomes) });
export const stepForm = z.object({
  state: choice(["done", "dropped", "open"]),
  outcome: choice([...caseOutcomes, ""]),
});
