import { useT } from "#app/i18n/use-t";
import { ChecksField } from "#app/ui/choice-fields";

/** The disclosures that can be allowed and taken back. */
export function ConsentFields({ label }: { label: string }) {
  const t = useT("help");
  return (
    <ChecksField
      name="kinds"
      label={label}
      hideLabel
      choices={[
        {
          value: "conflict_check",
          label: t("question.agree.conflictCheck"),
          hint: t("question.agree.conflictCheckHint"),
        },
        {
          value: "share_with_lawyer",
          label: t("question.agree.shareWithLawyer"),
          hint: t("question.agree.shareWithLawyerHint"),
        },
      ]}
    />
  );
}
