import { useT } from "#app/i18n/use-t";
import { CheckField, ChecksField } from "#app/ui/choice-fields";
import { NumberField } from "#app/ui/text-fields";
import { languages } from "#db/vocabulary";
import { areaFields } from "./area-fields";
import type { NetworkLists } from "./queries.server";

/** What a lawyer takes: areas, regions, languages, capacity, pledge; on the application and in the profile. */
export function CompetenceFields({ lists }: { lists: NetworkLists }) {
  const t = useT("network");
  const words = useT("words");
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
        label={t("fields.regions")}
        hint={t("fields.regionsHint")}
        inline
        choices={lists.regions.map(({ code, label }) => ({ value: code, label }))}
      />
      <ChecksField
        name="languages"
        label={t("fields.languages")}
        inline
        choices={languages.map((language) => ({ value: language, label: words(`language.${language}`) }))}
      />
      <NumberField name="capacity" label={t("fields.capacity")} hint={t("fields.capacityHint")} />
      <NumberField
        name="pledgedHours"
        label={t("fields.pledgedHours")}
        hint={t("fields.pledgedHint")}
        unit={t("fields.hours")}
      />
      <CheckField name="remote" label={t("fields.remote")} hint={t("fields.remoteHint")} />
    </>
  );
}
