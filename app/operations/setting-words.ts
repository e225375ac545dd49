import type { KeyOf } from "#app/i18n/messages";
import { useFormat, useT } from "#app/i18n/use-t";
import { type Urgency, urgencies } from "#db/vocabulary";

type Table = Record<string, unknown>;

/** A setting's value in lines of words; what has no words yet stands as it is kept. */
export function useSettingWords(): (key: string, value: unknown) => string[] {
  const t = useT("admin");
  const words = useT("words");
  const format = useFormat();
  const part = (key: string, values: Record<string, string | number>) =>
    t.has(`part.${key}`) ? t(`part.${key}` as KeyOf<"admin">, values) : `${key} ${Object.values(values).join(" ")}`;

  const limits = (table: Table) =>
    Object.entries(table).flatMap(([key, value]) => {
      if (key === "wakingHours") return [value === true ? t("part.wakingHours") : t("part.everyHour")];
      return typeof value === "number" ? [part(key, { value })] : [];
    });
  const byUrgency = (table: Table, say: (value: unknown) => string) =>
    urgencies.flatMap((urgency: Urgency) =>
      urgency in table ? [`${words(`urgency.${urgency}`)}: ${say(table[urgency])}`] : [],
    );
  return (key, value) => {
    if (key === "urgency_limits" && isTable(value))
      return byUrgency(value, (one) => (isTable(one) ? limits(one).join(", ") : String(one)));
    if (key === "hold_minutes" && isTable(value)) return byUrgency(value, (one) => format.minutes(Number(one)));
    if (key === "waking_hours" && isTable(value))
      return [part("hours", { from: String(value.from), to: String(value.to) })];
    if (key === "expired_offer_share" && typeof value === "number") return [format.percent(value)];
    if (key === "card_region_threshold") return [`${format.number(Number(value))} ${t("settingUnit.requests")}`];
    if (key === "small_number_limit") return [`${format.number(Number(value))} ${t("settingUnit.people")}`];
    if (key === "protection_order_warn_days" && Array.isArray(value))
      return value.map((one) => format.days(Number(one)));
    if (key.endsWith("_days") && typeof value === "number") return [part("days", { value })];
    if (key === "reminder_minutes" && Array.isArray(value))
      return value.map((one) => (one % 1440 === 0 ? format.days(one / 1440) : format.minutes(one)));
    if (Array.isArray(value))
      return value.every((one) => typeof one === "number")
        ? [format.list(value.map((one) => format.number(one)))]
        : value.map(String);
    if (isTable(value)) return [...new Set(Object.values(value).map(String))].filter(Boolean);
    return [typeof value === "number" ? format.number(value, 2) : String(value)];
  };
}

function isTable(value: unknown): value is Table {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
