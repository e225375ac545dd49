import { useT } from "#app/i18n/use-t";
import { CheckField, ChecksField } from "#app/ui/choice-fields";
import { NumberField } from "#app/ui/text-fields";
import { languages } from "#db/vocabulary";
import type { NetworkLists } from "./queries.server";

const groups = ["civil", "criminal", "administrative", "other"] as const;

/** What a lawyer takes: areas, regions, languages, capacity, pledge; on the application and in the profile. */
export function CompetenceFields({ lists }: { lists: NetworkLists }) {
  const t = useT("network");
  const words = useT("words");
  return (
    <>
      {lists.areas.map(({ group, areas }) => (
        <ChecksField
          key={group}
          name="areas"
          label={t("fields.areasOf", {
            group: t(`fields.group.${groups.find((known) => known === group) ?? "other"}`),
          })}
          choices={areas.map(({ code, label }) => ({ value: code, label }))}
          optional
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
