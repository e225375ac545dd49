import { z } from "zod";
import { choice, day, text } from "#app/forms/fields";
import { hourKinds } from "#db/vocabulary";
import { parseDuration } from "./rules";

export const hoursForm = z.object({
  workedOn: day(),
  duration: text(20)
    .refine((value) => parseDuration(value) !== null, "duration")
    .transform((value) => parseDuration(value) as number),
  kind: choice(hourKinds),
});
