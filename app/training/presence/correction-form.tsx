import type { FormState } from "#app/forms/form-state";
import { useT } from "#app/i18n/use-t";
import { Button } from "#app/ui/button";
import { SelectField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { NumberField, TextField } from "#app/ui/text-fields";
import { presenceMarks } from "#db/vocabulary";

/** Says what holds of somebody in one sitting instead, and why; open where it was refused. */
export function CorrectionForm({ sittingId, state }: { sittingId: string; state: FormState | undefined }) {
  const t = useT("teach");
  const words = useT("words");
  return (
    <details open={state !== undefined} className="no-print">
      <summary>{t("presence.correct")}</summary>
      <Form id={`correction-${sittingId}`} state={state}>
        <input type="hidden" name="sittingId" value={sittingId} />
        <SelectField
          name="mark"
          label={t("presence.mark")}
          choices={presenceMarks.map((value) => ({
            value,
            label: value === "not_recorded" ? t("presence.unrecord") : words(`presenceStatus.${value}`),
          }))}
        />
        <NumberField name="minutes" label={t("presence.minutesField")} hint={t("presence.minutesHint")} optional />
        <TextField name="reason" label={t("presence.reason")} hint={t("presence.reasonHint")} />
        <Button>{t("presence.save")}</Button>
      </Form>
    </details>
  );
}
