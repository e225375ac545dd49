import { z } from "zod";
import { choice, optionalCode, text } from "#app/forms/fields";
import { organisationKinds } from "#db/vocabulary";

export const organisationForm = z.object({
  nameSq: text(160),
  nameEn: text(160),
  kind: choice(organisationKinds),
  regionIso: optionalCode(),
});
