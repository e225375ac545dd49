import type { FormState } from "#app/forms/form-state";
import { useT } from "#app/i18n/use-t";
import { Button } from "#app/ui/button";
import { CheckField, ChoiceField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { TextArea, TextField } from "#app/ui/text-fields";
import { questionKinds } from "#db/vocabulary";

interface QuestionFormProps {
  state: FormState | undefined;
  defaults: Record<string, string>;
}

/** A question in both languages; the choices count only where one is chosen. */
export function QuestionForm({ state, defaults }: QuestionFormProps) {
  const t = useT("enrolments");
  const words = useT("words");
  return (
    <Form state={state} defaults={defaults}>
      <TextField name="labelSq" label={t("manage.questions.labelSq")} maxLength={200} lang="sq" />
      <TextField name="labelEn" label={t("manage.questions.labelEn")} maxLength={200} lang="en" />
      <ChoiceField
        name="kind"
        label={t("manage.questions.kind")}
        choices={questionKinds.map((kind) => ({ value: kind, label: words(`questionKind.${kind}`) }))}
        inline
      />
      <TextArea
        name="choicesSq"
        label={t("manage.questions.choicesSq")}
        hint={t("manage.questions.choicesHint")}
        rows={4}
        maxLength={2000}
        lang="sq"
        optional
      />
      <TextArea name="choicesEn" label={t("manage.questions.choicesEn")} rows={4} maxLength={2000} lang="en" optional />
      <CheckField name="required" label={t("manage.questions.required")} />
      <Button>{t("manage.questions.save")}</Button>
    </Form>
  );
}
