import { z } from "zod";
import { agreed, optionalPhone, optionalText, secret, text } from "#app/forms/fields";

export const correctionForm = z.object({
  givenName: text(80),
  familyName: text(80),
  phone: optionalPhone(),
  institution: optionalText(160),
  profession: optionalText(120),
  note: optionalText(400),
});

export const ownErasureForm = z.object({ sure: agreed() });

export const ownDataForm = z.object({ password: secret() });
