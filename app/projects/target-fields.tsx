import { useT } from "#app/i18n/use-t";
import { SelectField } from "#app/ui/choice-fields";
import { NumberField, TextField } from "#app/ui/text-fields";
import { indicators } from "#db/vocabulary";

/** What is counted, what the donor calls it, and how much was promised. */
export function TargetFields() {
  const t = useT("reports");
  const words = useT("words");
  return (
    <>
      <SelectField
        name="indicator"
        label={t("edit.indicator")}
        hint={t("edit.indicatorHint")}
        choices={indicators.map((value) => ({
          value,
          label: `${words(`indicator.${value}`)}: ${t(`how.${value}`)}`,
        }))}
      />
      <TextField name="labelSq" label={t("edit.labelSq")} hint={t("edit.labelHint")} lang="sq" maxLength={200} />
      <TextField name="labelEn" label={t("edit.labelEn")} lang="en" maxLength={200} />
      <NumberField name="target" label={t("target")} />
    </>
  );
}
