import { useT } from "#app/i18n/use-t";
import { CheckField, ChecksField } from "#app/ui/choice-fields";
import { NumberField } from "#app/ui/text-fields";
import { languages } from "#db/vocabulary";
import { areaFields } from "./area-fields";
import type { NetworkLists } from "./queries.server";

/** What the fields of competence are called, for them and for the summary of a refused form. */
export function useCompetenceLabels() {
  const t = useT("network");
  return {
    areasCivil: t("fields.areas"),
    regions: t("fields.regions"),
    languages: t("fields.languages"),
    capacity: t("fields.capacity"),
    pledgedHours: t("fields.pledgedHours"),
    remote: t("fields.remote"),
  };
}

/** What a lawyer takes: areas, regions, languages, capacity, pledge; on the application and in the profile. */
export function CompetenceFields({ lists }: { lists: NetworkLists }) {
  const t = useT("network");
  const words = useT("words");
  const label = useCompetenceLabels();
  return (
    <>
      {areaFields.map(({ group, name }) => (
        <ChecksField
          key={group}
          name={name}
          label={t("fields.areasOf", { group: t(`fields.group.${group}`) })}
          inline
          choices={lists.areas
            .filter((one) => one.group === group)
            .flatMap(({ areas }) => areas.map(({ code, label }) => ({ value: code, label })))}
          optional={group !== "civil"}
        />
      ))}
      <ChecksField
        name="regions"
        label={label.regions}
        hint={t("fields.regionsHint")}
        inline
        choices={lists.regions.map(({ code, label }) => ({ value: code, label }))}
      />
      <ChecksField
        name="languages"
        label={label.languages}
        inline
        choices={languages.map((language) => ({ value: language, label: words(`language.${language}`) }))}
      />
      <NumberField name="capacity" label={label.capacity} hint={t("fields.capacityHint")} />
      <NumberField
        name="pledgedHours"
        label={label.pledgedHours}
        hint={t("fields.pledgedHint")}
        unit={t("fields.hours")}
      />
      <CheckField name="remote" label={label.remote} hint={t("fields.remoteHint")} />
    </>
  );
}
