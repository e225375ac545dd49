import { z } from "zod";
import { optionalDay, optionalText, optionalUuid } from "#app/forms/fields";

/** The filter of the log, as it stands in the address. */
export const logFilter = z
  .object({
    q: optionalText(100),
    actor: optionalUuid(),
    action: optionalText(120),
    subject: optionalUuid(),
    from: optionalDay(),
    to: optionalDay(),
  })
  .transform(({ q: name, actor: actorId, subject: subjectId, ...rest }) => ({ name, actorId, subjectId, ...rest }));
