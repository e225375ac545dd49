import { useT } from "#app/i18n/use-t";
import { ChoiceField } from "#app/ui/choice-fields";
import type { ComparedRecord } from "./record-card";
import { type MergedField, mergedFields } from "./rules";

/** Where both records say something and not the same: which of the two stays. What one leaves open comes from the other. */
export function MergeChoices({ kept, merged }: { kept: ComparedRecord; merged: ComparedRecord }) {
  const t = useT("manage");
  const open = mergedFields.flatMap((field) => {
    const [one, other] = [saidBy(kept, field), saidBy(merged, field)];
    return one && other && one !== other ? [{ field, one, other }] : [];
  });
  if (open.length === 0) return <p className="soft">{t("duplicate.nothingToChoose")}</p>;
  return open.map(({ field, one, other }) => (
    <ChoiceField
      key={field}
      name={field}
      label={t(`duplicate.${field}`)}
      defaultValue="kept"
      inline
      choices={[
        { value: "kept", label: one },
        { value: "merged", label: other },
      ]}
    />
  ));
}

function saidBy(record: ComparedRecord, field: MergedField): string | null {
  return field === "name" ? `${record.givenName} ${record.familyName}` : record[field];
}
