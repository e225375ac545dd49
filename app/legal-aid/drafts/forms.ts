import { z } from "zod";
import { agreed, choice, optionalChoice, optionalDay, optionalInteger, optionalText, ticked } from "#app/forms/fields";
import { optionalRegion, reachFields } from "#app/legal-aid/aid-requests/forms";
import { courtDates } from "#app/legal-aid/aid-requests/rules";
import { ageBands, contactChannels, genders, languages } from "#db/vocabulary";
import { matters, type Question } from "./rules";

const name = () => optionalText(120);

/** One form per question. */
export const questionForms = {
  now: z.object({ safeNow: choice(["yes", "unsure", "no"]) }),
  today: z.object({ danger: choice(["no", "unsure", "yes"]) }),
  contact: z.object({ channel: choice(contactChannels) }),
  reach: z.object(reachFields),
  region: z.object({ regionIso: optionalRegion() }),
  matter: z.object({ matter: optionalChoice(matters) }),
  dates: z.object({ courtDate: optionalChoice(courtDates), nextDateOn: optionalDay(), protectionOrder: ticked() }),
  words: z.object({ story: optionalText(8000) }),
  names: z.object({ opponent: name(), opponentOther: name(), opponentKin: name(), clientKin: name() }),
  you: z.object({ name: name(), birthYear: optionalInteger(1900, 2100), ageBand: optionalChoice(ageBands) }),
  wishes: z.object({ language: choice(languages), genderWish: optionalChoice(genders) }),
  place: z.object({ whereabouts: optionalText(500) }),
  phrases: z.object({ phraseFromPerson: optionalText(80), phraseToPerson: optionalText(80) }),
  agree: z.object({ process: agreed(), conflictCheck: ticked(), shareWithLawyer: ticked() }),
} satisfies Record<Question, z.ZodType>;
