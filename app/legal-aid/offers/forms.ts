import { z } from "zod";
import { agreed, choice, optionalChoice, optionalDay, optionalText, optionalUuid, ticked } from "#app/forms/fields";
import { declineCodes, offerStates } from "#db/vocabulary";

export const offerForm = z.object({ lawyerId: optionalUuid(), sentence: optionalText(200), remote: ticked() });

/** The desk's list: lawyer or code, and one state. */
export const offerSearch = z.object({ q: optionalText(80), state: optionalChoice(offerStates) });

export const attestationForm = z.object({ attested: agreed() });

/** Declining: one code; a day belongs to `no_time`, a sentence to `other`. */
export const declineForm = z
  .object({ code: choice(declineCodes), until: optionalDay(), reason: optionalText(300) })
  .superRefine((value, context) => {
    if (value.code === "no_time" && !value.until)
      context.addIssue({ code: "custom", message: "required", path: ["until"] });
    if (value.code === "other" && !value.reason)
      context.addIssue({ code: "custom", message: "required", path: ["reason"] });
  });
export type DeclineForm = z.output<typeof declineForm>;
