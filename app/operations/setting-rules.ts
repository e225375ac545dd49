import type { SettingKey } from "#db/seeds/settings";
import { urgencies } from "#db/vocabulary";

/** The contact for personal data has a page of its own. */
export type ChangeableSetting = Exclude<SettingKey, "privacy_contact">;
export type SettingUnit = "minutes" | "hours" | "days" | "requests" | "offers" | "people";

export type SettingField =
  | { kind: "whole"; unit: SettingUnit; min: number; max: number; optional?: true }
  /** Several whole numbers; `times` of the unit are kept (an hour as 60 minutes). */
  | { kind: "wholes"; unit: SettingUnit; min: number; max: number; most: number; times?: number }
  /** Kept as a share between 0 and 1. */
  | { kind: "percent" }
  | { kind: "time" }
  | { kind: "yes" }
  | { kind: "text"; max: number };

const whole = (unit: SettingUnit, min: number, max: number): SettingField => ({ kind: "whole", unit, min, max });
const wholeOrNone = (unit: SettingUnit, min: number, max: number): SettingField => ({
  kind: "whole",
  unit,
  min,
  max,
  optional: true,
});

const ofEveryUrgency = (fields: Record<string, SettingField>) =>
  Object.fromEntries(
    urgencies.flatMap((urgency) =>
      Object.entries(fields).map(([name, field]) => [name ? `${urgency}.${name}` : urgency, field] as const),
    ),
  );

/** The fields of every setting by their place in its value ("emergency.answerMinutes"); "value" is the value itself. */
export const settingFields: Record<ChangeableSetting, Record<string, SettingField>> = {
  organisation: { sq: { kind: "text", max: 120 }, en: { kind: "text", max: 120 } },
  waking_hours: { from: { kind: "time" }, to: { kind: "time" } },
  urgency_limits: ofEveryUrgency({
    answerMinutes: whole("minutes", 15, 20_160),
    wakingHours: { kind: "yes" },
    offersAtOnce: whole("offers", 1, 10),
    deskAfterMinutes: wholeOrNone("minutes", 5, 20_160),
    deskAfterOffers: wholeOrNone("offers", 1, 50),
  }),
  hold_minutes: ofEveryUrgency({ "": whole("minutes", 5, 2880) }),
  urgent_within_days: { value: whole("days", 1, 60) },
  fair_share_days: { value: whole("days", 30, 730) },
  expired_offer_share: { value: { kind: "percent" } },
  // Promises to those who ask for help: they can be made stronger, not weaker.
  card_region_threshold: { value: whole("requests", 5, 100) },
  small_number_limit: { value: whole("people", 5, 50) },
  news_every_days: { value: whole("days", 1, 5) },
  reminder_minutes: { value: { kind: "wholes", unit: "hours", min: 1, max: 720, most: 5, times: 60 } },
  court_office_closes: { value: { kind: "time" } },
  protection_order_warn_days: { value: { kind: "wholes", unit: "days", min: 1, max: 180, most: 5 } },
};

/** The setting of that name, where it is one that can be changed here. */
export function changeableSetting(key: string): ChangeableSetting | undefined {
  return Object.hasOwn(settingFields, key) ? (key as ChangeableSetting) : undefined;
}

/** What the fields show for a value. */
export function shownFields(key: ChangeableSetting, value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settingFields[key]).map(([name, field]) => [name, shown(field, partOf(value, name))]),
  );
}

/** The value that checked fields stand for, shaped like the setting's default. */
export function settingValue(key: ChangeableSetting, fields: Record<string, unknown>): unknown {
  const names = Object.keys(settingFields[key]);
  if (names[0] === "value") return fields.value;
  const value: Record<string, unknown> = {};
  for (const name of names) {
    const [group = "", part] = name.split(".");
    if (part === undefined) value[group] = fields[name];
    else value[group] = { ...(value[group] as object | undefined), [part]: fields[name] };
  }
  return value;
}

/** Why a value cannot stand although every field is right, beside which field; null where it can. */
export function settingRefusal(
  key: ChangeableSetting,
  fields: Record<string, unknown>,
): { field: string; reason: "time_order" } | null {
  const isBackwards = key === "waking_hours" && String(fields.to) <= String(fields.from);
  return isBackwards ? { field: "to", reason: "time_order" } : null;
}

function partOf(value: unknown, name: string): unknown {
  if (name === "value") return value;
  return name.split(".").reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], value);
}

function shown(field: SettingField, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (field.kind === "yes") return value === true ? "yes" : "";
  if (field.kind === "percent") return String(Math.round(Number(value) * 100));
  if (field.kind === "wholes" && Array.isArray(value))
    return value.map((one) => Number(one) / (field.times ?? 1)).join(", ");
  return String(value);
}
