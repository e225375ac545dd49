import { z } from "zod";
import {
  choice,
  choices,
  integer,
  optionalChoice,
  optionalCode,
  optionalDay,
  optionalInteger,
  optionalText,
  text,
} from "#app/forms/fields";
import { courtKinds, stepKinds, urgencies } from "#db/vocabulary";
import { papers, triageOutcomes } from "./rules";

export const triageForm = z.object({
  categoryCode: optionalCode(),
  outcome: choice(triageOutcomes),
  urgency: choice(urgencies),
  areaCode: optionalCode(),
  courtKind: optionalChoice(courtKinds),
  nextDateOn: optionalDay(),
  stepKinds: choices(stepKinds),
  estimatedHours: optionalInteger(1, 2000),
  missingPapers: choices(papers),
  mergedIntoCode: optionalText(20),
  reason: text(500),
});

export const meansForm = z.object({
  situation: choice(["household", "single", "against_household"]),
  monthlyIncome: integer(0, 100_000_000),
  heads: optionalInteger(1, 50),
  assets: integer(0, 900_000_000),
});
