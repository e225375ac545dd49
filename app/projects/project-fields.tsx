import { useT } from "#app/i18n/use-t";
import { DateField, TextField } from "#app/ui/text-fields";

/** Titles and period of a project. */
export function ProjectFields() {
  const t = useT("reports");
  return (
    <>
      <TextField name="titleSq" label={t("edit.titleSq")} lang="sq" maxLength={200} />
      <TextField name="titleEn" label={t("edit.titleEn")} lang="en" maxLength={200} />
      <DateField name="startsOn" label={t("edit.startsOn")} optional />
      <DateField name="endsOn" label={t("edit.endsOn")} hint={t("edit.endsOnHint")} optional />
    </>
  );
}
