import { z } from "zod";
import { choice, optionalChoice, optionalText, text } from "#app/forms/fields";
import { caseOutcomes, caseStates, handBackReasons } from "#db/vocabulary";

export const noteForm = z.object({ body: text(4000) });
export const handBackForm = z.object({ reason: choice(handBackReasons), note: optionalText(4000) });
export const closingForm = z.object({ outcome: choice(caseOutcomes) });
export const stepForm = z.object({
  state: choice(["done", "dropped", "open"]),
  outcome: choice([...caseOutcomes, ""]),
});

/** The desk's list: lawyer or code, and one state. */
export const caseSearch = z.object({ q: optionalText(80), state: optionalChoice(caseStates) });
