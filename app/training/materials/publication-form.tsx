import type { FormState } from "#app/forms/form-state";
import { useT } from "#app/i18n/use-t";
import { Button } from "#app/ui/button";
import { SelectField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { TextArea, TextField } from "#app/ui/text-fields";
import { publicationKinds } from "#db/vocabulary";

interface Props {
  state: FormState | undefined;
  defaults?: Record<string, string>;
  projects: readonly { id: string; title: string }[];
  button: string;
}

/** A publication in both languages; an empty line begins a new paragraph. */
export function PublicationForm({ state, defaults, projects, button }: Props) {
  const t = useT("manage");
  const words = useT("public");
  return (
    <Form state={state} defaults={defaults}>
      <SelectField
        name="kind"
        label={t("library.kind")}
        width="medium"
        empty={false}
        choices={publicationKinds.map((value) => ({ value, label: words(`library.kind.${value}`) }))}
      />
      <TextField name="titleSq" label={t("library.titleSq")} lang="sq" maxLength={200} />
      <TextField name="titleEn" label={t("library.titleEn")} lang="en" maxLength={200} />
      <TextArea
        name="summarySq"
        label={t("library.summarySq")}
        hint={t("library.summaryHint")}
        lang="sq"
        rows={2}
        maxLength={400}
      />
      <TextArea name="summaryEn" label={t("library.summaryEn")} lang="en" rows={2} maxLength={400} />
      <TextArea name="bodySq" label={t("library.bodySq")} hint={t("library.bodyHint")} lang="sq" rows={14} />
      <TextArea name="bodyEn" label={t("library.bodyEn")} lang="en" rows={14} />
      <SelectField
        name="projectId"
        label={t("library.project")}
        hint={t("library.projectHint")}
        optional
        empty={t("library.noProject")}
        choices={projects.map(({ id, title }) => ({ value: id, label: title }))}
      />
      <Button>{button}</Button>
    </Form>
  );
}
