import type { FormState } from "#app/forms/form-state";
import { useT } from "#app/i18n/use-t";
import { Button } from "#app/ui/button";
import { ChecksField, SelectField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { NumberField, TextArea, TextField } from "#app/ui/text-fields";
import { courseStates, courseTopics, eventKinds } from "#db/vocabulary";

interface CourseFormProps {
  state: FormState | undefined;
  defaults: Record<string, string | string[]>;
  /** Courses that can be wanted before this one. */
  others: readonly { id: string; title: string }[];
  button: string;
}

/** Everything about a course, in both languages. */
export function CourseForm({ state, defaults, others, button }: CourseFormProps) {
  const t = useT("manage");
  const words = useT("words");
  return (
    <Form state={state} defaults={defaults}>
      <TextField name="titleSq" label={t("courses.form.titleSq")} lang="sq" maxLength={200} />
      <TextField name="titleEn" label={t("courses.form.titleEn")} lang="en" maxLength={200} />
      <SelectField
        name="kind"
        label={t("courses.form.kind")}
        choices={eventKinds.map((kind) => ({ value: kind, label: words(`eventKind.${kind}`) }))}
        width="medium"
      />
      <ChecksField
        name="topics"
        label={t("courses.form.topics")}
        choices={courseTopics.map((topic) => ({ value: topic, label: words(`courseTopic.${topic}`) }))}
        inline
        optional
      />
      <TextArea name="summarySq" label={t("courses.form.summarySq")} lang="sq" rows={4} optional />
      <TextArea name="summaryEn" label={t("courses.form.summaryEn")} lang="en" rows={4} optional />
      <NumberField
        name="minutes"
        label={t("courses.form.minutes")}
        hint={t("courses.form.minutesHint")}
        unit={t("courses.form.unit")}
      />
      <NumberField
        name="lateMinutes"
        label={t("courses.form.lateMinutes")}
        hint={t("courses.form.lateMinutesHint")}
        unit={t("courses.form.unit")}
      />
      <NumberField
        name="certificatePercent"
        label={t("courses.form.certificatePercent")}
        hint={t("courses.form.certificatePercentHint")}
        unit={t("courses.form.percent")}
      />
      <NumberField name="credits" label={t("courses.form.credits")} optional />
      {others.length > 0 && (
        <ChecksField
          name="neededIds"
          label={t("courses.form.needed")}
          hint={t("courses.form.neededHint")}
          choices={others.map(({ id, title }) => ({ value: id, label: title }))}
          optional
        />
      )}
      <SelectField
        name="state"
        label={t("courses.form.state")}
        choices={courseStates.map((value) => ({ value, label: words(`courseState.${value}`) }))}
        width="medium"
        empty={false}
      />
      <Button>{button}</Button>
    </Form>
  );
}
