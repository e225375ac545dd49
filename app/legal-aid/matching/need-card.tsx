import { useFormat, useT } from "#app/i18n/use-t";
import { DefinitionList } from "#app/ui/lists";
import { Card } from "#app/ui/surfaces";
import type { StepKind } from "#db/vocabulary";
import type { Need } from "./rules";

export interface Labels {
  areas: Record<string, string>;
  regions: Record<string, string>;
}

/** What the request asks of a lawyer: codes in words. */
export function NeedCard({ need, labels, hours }: { need: Need; labels: Labels; hours: number | null }) {
  const t = useT("network");
  const words = useT("words");
  const format = useFormat();
  return (
    <Card title={t("matching.need")} tone="sunken">
      <DefinitionList
        items={[
          { term: t("lawyers.area"), value: labels.areas[need.areaCode ?? ""] ?? t("matching.unknown") },
          { term: t("lawyers.region"), value: labels.regions[need.regionIso ?? ""] ?? t("matching.unknown") },
          { term: t("fields.languages"), value: words(`language.${need.language}`) },
          need.genderWish !== null && { term: t("join.gender"), value: words(`gender.${need.genderWish}`) },
          {
            term: t("matching.steps"),
            value: need.stepKinds.map((kind) => words(`stepKind.${kind as StepKind}`)).join(", "),
          },
          hours !== null && { term: t("matching.estimate"), value: format.hours(hours * 60) },
        ]}
      />
    </Card>
  );
}
