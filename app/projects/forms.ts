import { z } from "zod";
import { choice, integer, optionalDay, text } from "#app/forms/fields";
import { indicators } from "#db/vocabulary";

export const projectForm = z
  .object({ titleSq: text(200), titleEn: text(200), startsOn: optionalDay(), endsOn: optionalDay() })
  .refine(({ startsOn, endsOn }) => !startsOn || !endsOn || startsOn <= endsOn, {
    error: "date_order",
    path: ["endsOn"],
  });

export const targetForm = z.object({
  indicator: choice(indicators),
  labelSq: text(200),
  labelEn: text(200),
  target: integer(1, 10_000_000),
});
