import { useT } from "#app/i18n/use-t";
import { ChoiceField } from "#app/ui/choice-fields";
import { TextArea, TextField } from "#app/ui/text-fields";
import { lawStatuses } from "#db/vocabulary";

/** Where it stands, and how sure that is. */
export function SourceFields() {
  const t = useT("admin");
  return (
    <>
      <TextField name="source" label={t("law.source")} hint={t("law.sourceHint")} maxLength={300} />
      <StatusField />
    </>
  );
}

/** How sure a row of the law tables is. */
export function StatusField() {
  const t = useT("admin");
  const words = useT("words");
  return (
    <ChoiceField
      name="status"
      label={t("law.status")}
      hint={t("law.statusHint")}
      inline
      choices={lawStatuses.map((value) => ({ value, label: words(`lawStatus.${value}`) }))}
    />
  );
}

/** Why it is changed, for those who read it later. */
export function ReasonField() {
  const t = useT("admin");
  return <TextArea name="reason" label={t("law.reason")} hint={t("law.reasonHint")} rows={3} maxLength={300} />;
}
