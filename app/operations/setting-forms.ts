import { z } from "zod";
import { integer, optionalInteger, text, ticked, time } from "#app/forms/fields";
import { type ChangeableSetting, type SettingField, settingFields } from "./setting-rules";

export const settingReasonForm = z.object({ reason: text(300, 10) });

/** The form of one setting: its fields and the reason. */
export function settingForm(key: ChangeableSetting) {
  const fields = Object.entries(settingFields[key]).map(([name, field]) => [name, schemaOf(field)] as const);
  return settingReasonForm.and(z.object(Object.fromEntries(fields)));
}

function schemaOf(field: SettingField): z.ZodType {
  switch (field.kind) {
    case "whole":
      return (field.optional ? optionalInteger : integer)(field.min, field.max);
    case "wholes":
      return wholes(field);
    case "percent":
      return integer(0, 100).transform((value) => value / 100);
    case "time":
      return time();
    case "yes":
      return ticked();
    case "text":
      return text(field.max);
  }
}

/** Whole numbers with commas between them, the largest first, each once. */
function wholes({ min, max, most, times = 1 }: Extract<SettingField, { kind: "wholes" }>) {
  const one = integer(min, max);
  return text(100)
    .transform((typed) => typed.split(/[,;\s]+/).filter(Boolean))
    .pipe(z.array(one).min(1, "required").max(most, `too_many|max=${most}`))
    .transform((values) => [...new Set(values)].sort((a, b) => b - a).map((value) => value * times));
}
