import { z } from "zod";
import { choice, code, day, integer, optionalDay, text, ticked } from "#app/forms/fields";
import { lawStatuses, limitUnits, rollingOver } from "#db/vocabulary";

const reason = text(300, 10);
const source = text(300, 5);
const status = choice(lawStatuses);

export const successorForm = z.object({
  validFrom: day(),
  length: integer(1, 9999),
  unit: choice(limitUnits),
  rollsOver: choice(rollingOver),
  lawVersion: code(),
  status,
  source,
  reason,
});

export const confirmationForm = z.object({ source, reason });

export const wageForm = z.object({ validFrom: day(), lek: integer(1000, 9_999_999), status, source, reason });

export const helpLineForm = z.object({
  // Help lines are short: 112, 116 117.
  number: text(20).pipe(z.string().regex(/^\+?\d[\d ]+\d$/, "phone")),
  sq: text(160),
  en: text(160),
  status,
  shown: ticked(),
  lastCheckedOn: optionalDay(),
  reason,
});

export const holidayForm = z.object({ day: day(), sq: text(120), en: text(120), reason });

export const holidayRemovalForm = z.object({ reason });
