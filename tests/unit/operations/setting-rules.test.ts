import { describe, expect, it } from "vitest";
import { checkForm } from "#app/forms/read-form.server";
import { settingForm } from "#app/operations/setting-forms";
import {
  type ChangeableSetting,
  settingFields,
  settingRefusal,
  settingValue,
  shownFields,
} from "#app/operations/setting-rules";
import { settingDefaults } from "#db/seeds/settings";

const keys = Object.keys(settingFields) as ChangeableSetting[];
const reason = "asked for by the board";

function read(key: ChangeableSetting, fields: Record<string, string>) {
  const filled = Object.entries({ ...shownFields(key, settingDefaults[key]), ...fields, reason });
  // A browser sends nothing for a box without a tick.
  const isSent = ([name, value]: [string, string]) => value !== "" || settingFields[key][name]?.kind !== "yes";
  return checkForm(new URLSearchParams(filled.filter(isSent)), settingForm(key));
}

const errorsOf = (key: ChangeableSetting, fields: Record<string, string>) => {
  const form = read(key, fields);
  return form.ok ? {} : form.state.errors;
};

describe("the fields of a setting", () => {
  it.each(keys)("%s: what is shown for the default is read as the default", (key) => {
    const form = read(key, {});
    if (!form.ok) throw new Error(JSON.stringify(form.state.errors));
    expect(settingValue(key, form.value)).toEqual(settingDefaults[key]);
  });

  it("keep an empty limit as none, and an unticked box as no", () => {
    const form = read("urgency_limits", { "emergency.deskAfterMinutes": "", "urgent.wakingHours": "" });
    if (!form.ok) throw new Error("refused");
    const value = settingValue("urgency_limits", form.value);
    expect(value).toMatchObject({ emergency: { deskAfterMinutes: null }, urgent: { wakingHours: false } });
  });

  it("read several numbers in any order, each once, the largest first", () => {
    const form = read("reminder_minutes", { value: "2, 48;2 24" });
    if (!form.ok) throw new Error("refused");
    expect(settingValue("reminder_minutes", form.value)).toEqual([2880, 1440, 120]);
  });

  it("say beside the field what does not fit", () => {
    expect(errorsOf("urgent_within_days", { value: "61" }).value).toMatchObject([{ key: "number_range" }]);
    expect(errorsOf("reminder_minutes", { value: "1,2,3,4,5,6" }).value).toMatchObject([{ key: "too_many" }]);
    expect(errorsOf("reminder_minutes", { value: "2, soon" }).value).toMatchObject([{ key: "integer" }]);
    expect(errorsOf("reminder_minutes", { value: " , " }).value).toMatchObject([{ key: "required" }]);
    expect(errorsOf("court_office_closes", { value: "25:00" }).value).toMatchObject([{ key: "time" }]);
  });

  it("cannot weaken what is promised to those who ask for help", () => {
    for (const key of ["card_region_threshold", "small_number_limit"] as const)
      expect(errorsOf(key, { value: "4" }).value, key).toMatchObject([{ key: "number_range" }]);
    expect(errorsOf("news_every_days", { value: "6" }).value).toMatchObject([{ key: "number_range" }]);
  });

  it("refuse a day that ends before it begins", () => {
    expect(settingRefusal("waking_hours", { from: "09:00", to: "08:00" })).toEqual({
      field: "to",
      reason: "time_order",
    });
    expect(settingRefusal("waking_hours", { from: "09:00", to: "18:00" })).toBeNull();
  });
});
