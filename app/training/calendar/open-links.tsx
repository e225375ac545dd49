import { useFormat, useLocale, useT } from "#app/i18n/use-t";
import { LinkButton } from "#app/ui/button";
import { Card } from "#app/ui/surfaces";

interface OpenLink {
  sittingId: string;
  titleSq: string;
  titleEn: string;
  startsAt: Date;
  endsAt: Date;
  link: string;
}

/** The online sittings that can be entered now; draws nothing where there is none. */
export function OpenLinks({ links }: { links: readonly OpenLink[] }) {
  const t = useT("trainings");
  const format = useFormat();
  const locale = useLocale();
  return links.map(({ sittingId, link, startsAt, endsAt, titleSq, titleEn }) => (
    <Card key={sittingId} title={locale === "sq" ? titleSq : titleEn}>
      <p className="soft">{format.span(startsAt, endsAt)}</p>
      <LinkButton href={link}>{t("calendar.enter")}</LinkButton>
    </Card>
  ));
}
