import { z } from "zod";
import { choice, code, day, time } from "#app/forms/fields";

export const deadlineForm = z.object({
  ruleCode: code(),
  startedOn: day(),
  startedTime: z
    .union([z.undefined(), z.literal("").transform(() => undefined), time()])
    .transform((value) => value ?? null),
});
export const deadlineEndForm = z.object({ state: choice(["met", "missed", "cancelled", "open"]) });
