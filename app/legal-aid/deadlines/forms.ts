import { z } from "zod";
import { choice, code, day, time } from "#app/forms/fields";

export const deadlineForm = z.object({
  ruleCode: code(),
  startedOn: day(),
  /** Only limits in hours need it. */
  startedTime: z.preprocess((value) => value ?? "", z.union([z.literal("").transform(() => null), time()])),
});
export const deadlineEndForm = z.object({ state: choice(["met", "missed", "cancelled", "open"]) });
