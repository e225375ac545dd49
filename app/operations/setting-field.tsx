import type { KeyOf } from "#app/i18n/messages";
import { useT } from "#app/i18n/use-t";
import { CheckField } from "#app/ui/choice-fields";
import { NumberField, TextField, TimeField } from "#app/ui/text-fields";
import { urgencies } from "#db/vocabulary";
import { type ChangeableSetting, type SettingField, settingFields } from "./setting-rules";

/** All fields of a setting, those of one urgency together. */
export function SettingFieldset({ setting }: { setting: ChangeableSetting }) {
  const words = useT("words");
  const label = useLabel(setting);
  const fields = Object.entries(settingFields[setting]);
  const isGrouped = fields.some(([name]) => name.includes("."));
  const controls = (chosen: typeof fields) =>
    chosen.map(([name, field]) => <SettingControl key={name} name={name} field={field} label={label(name)} />);
  if (!isGrouped) return controls(fields);
  return urgencies.map((urgency) => (
    <fieldset key={urgency} className="form-part">
      <legend>{words(`urgency.${urgency}`)}</legend>
      {controls(fields.filter(([name]) => name.startsWith(`${urgency}.`)))}
    </fieldset>
  ));
}

/** The labels of all fields by name, for the links of refused ones: there each says its urgency, too. */
export function useSettingLabels(setting: ChangeableSetting): Record<string, string> {
  const words = useT("words");
  const label = useLabel(setting);
  const whole = (name: string) => {
    const urgency = urgencies.find((one) => name.startsWith(`${one}.`));
    return urgency ? `${words(`urgency.${urgency}`)}: ${label(name)}` : label(name);
  };
  return Object.fromEntries(Object.keys(settingFields[setting]).map((name) => [name, whole(name)]));
}

/** The words for one field: of its urgency, of its last part, or of the setting where the value is one field alone. */
function useLabel(setting: ChangeableSetting): (name: string) => string {
  const t = useT("admin");
  const words = useT("words");
  return (name) => {
    const urgency = urgencies.find((one) => one === name);
    if (urgency) return words(`urgency.${urgency}`);
    return name === "value" ? t(`setting.${setting}`) : t(`settingField.${name.split(".").at(-1)}` as KeyOf<"admin">);
  };
}

interface Props {
  /** Its place in the value: "emergency.answerMinutes". */
  name: string;
  field: SettingField;
  label: string;
}

/** The control of one field of a setting, with its unit and bounds. */
function SettingControl({ name, field, label }: Props) {
  const t = useT("admin");
  switch (field.kind) {
    case "whole":
      return (
        <NumberField
          name={name}
          label={label}
          unit={t(`settingUnit.${field.unit}`)}
          hint={t("settings.bounds", { min: field.min, max: field.max })}
          {...(field.optional && { optional: true })}
        />
      );
    case "wholes":
      return (
        <TextField
          name={name}
          label={`${label} (${t(`settingUnit.${field.unit}`)})`}
          hint={t("settings.several", { most: field.most, min: field.min, max: field.max })}
          width="medium"
        />
      );
    case "percent":
      return <NumberField name={name} label={label} unit="%" hint={t("settings.bounds", { min: 0, max: 100 })} />;
    case "time":
      return <TimeField name={name} label={label} />;
    case "yes":
      return <CheckField name={name} label={label} />;
    case "text":
      return <TextField name={name} label={label} maxLength={field.max} />;
  }
}
