import { z } from "zod";
import { choice, optionalUuid, text } from "#app/forms/fields";
import { publicationKinds } from "#db/vocabulary";

export const publicationForm = z.object({
  kind: choice(publicationKinds),
  titleSq: text(200),
  titleEn: text(200),
  summarySq: text(400),
  summaryEn: text(400),
  bodySq: text(60_000),
  bodyEn: text(60_000),
  projectId: optionalUuid(),
});
export type PublicationInput = z.output<typeof publicationForm>;
