import { z } from "zod";
import { choice, day, integer, optionalEmail, optionalPhone, optionalText, text } from "#app/forms/fields";
import { retentionStatuses } from "#db/vocabulary";

export const retentionForm = z.object({
  amount: integer(1, 1000),
  status: choice(retentionStatuses),
  reason: text(300, 10),
});

export const privacyContactForm = z.object({
  name: optionalText(120),
  email: optionalEmail(),
  phone: optionalPhone(),
});

export const retentionNightForm = z.object({ night: day() });
