import { z } from "zod";
import { optionalDay, optionalText } from "#app/forms/fields";

const optionalId = z
  .union([z.undefined(), z.literal("").transform(() => null), z.guid("choice")])
  .transform((value) => value ?? null);

/** The filter of the log, as it stands in the address. */
export const auditFilterForm = z.object({
  q: optionalText(100),
  actor: optionalId,
  action: optionalText(120),
  subject: optionalId,
  from: optionalDay(),
  to: optionalDay(),
});
