import { useT } from "#app/i18n/use-t";
import { DefinitionList } from "#app/ui/lists";
import { Tag, TagRow } from "#app/ui/surfaces";
import type { AgeBand, CourtKind, Gender, Language, StepKind, Urgency } from "#db/vocabulary";
import type { NextDateRange } from "./rules";

/** The card as it is stored: codes only. */
export interface ShownCard {
  areaCode: string;
  urgency: Urgency;
  regionIso: string | null;
  courtKind: string | null;
  language: string;
  ageBand: string | null;
  genderWish: string | null;
  stepKinds: string[];
  estimatedHours: number;
  nextDateRange: string | null;
  sentence: string | null;
  traits?: string[];
}
interface Labels {
  areas: Record<string, string>;
  regions: Record<string, string>;
}

/** Where, in the words of the card: the region, or only the country. */
export function useCardPlace(): (card: Pick<ShownCard, "regionIso">, labels: Labels) => string {
  const t = useT("lawyer");
  return (card, labels) => (card.regionIso ? (labels.regions[card.regionIso] ?? card.regionIso) : t("card.albania"));
}

/** Everything a card says, and nothing more. */
export function CardFacts({ card, labels }: { card: ShownCard; labels: Labels }) {
  const t = useT("lawyer");
  const words = useT("words");
  const placeOf = useCardPlace();
  return (
    <>
      <DefinitionList
        items={[
          { term: t("card.place"), value: placeOf(card, labels) },
          {
            term: t("card.steps"),
            value: (
              <TagRow>
                {card.stepKinds.map((kind) => (
                  <Tag key={kind}>{words(`stepKind.${kind as StepKind}`)}</Tag>
                ))}
              </TagRow>
            ),
          },
          { term: t("card.hours"), value: t("card.hoursAbout", { hours: card.estimatedHours }) },
          card.nextDateRange !== null && {
            term: t("card.nextDate"),
            value: t(`card.range.${card.nextDateRange as NextDateRange}`),
          },
          card.courtKind !== null && {
            term: t("card.court"),
            value: words(`courtKind.${card.courtKind as CourtKind}`),
          },
          { term: t("card.language"), value: words(`language.${card.language as Language}`) },
          card.ageBand !== null && { term: t("card.age"), value: words(`ageBand.${card.ageBand as AgeBand}`) },
          card.genderWish !== null && {
            term: t("card.gender"),
            value: words(`gender.${card.genderWish as Gender}`),
          },
          card.traits !== undefined &&
            card.traits.length > 0 && { term: t("card.traits"), value: card.traits.join(", ") },
        ]}
      />
      {card.sentence && (
        <p className="prose">
          <b>{t("card.fromDesk")}</b> {card.sentence}
        </p>
      )}
    </>
  );
}
