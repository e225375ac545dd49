import { useFormat, useT } from "#app/i18n/use-t";
import { paths } from "#app/paths";
import { ActionForm } from "#app/ui/button";
import { Timeline } from "#app/ui/lists";
import { Card, type Tone } from "#app/ui/surfaces";
import type { DeclineCode, OfferState } from "#db/vocabulary";
import { isRunning } from "./rules";

export interface OfferSoFar {
  id: string;
  state: OfferState;
  lawyer: string;
  openedAt: Date;
  expiresAt: Date;
  declineCode: DeclineCode | null;
  declineReason: string | null;
}

const tones: Partial<Record<OfferState, Tone>> = { accepted: "calm", expired: "danger" };

/** Every offer of one request and what became of it; running ones can be taken back. */
export function OffersSoFar({ offers }: { offers: readonly OfferSoFar[] }) {
  const t = useT("network");
  const words = useT("words");
  const format = useFormat();
  const running = offers.filter(({ state }) => isRunning(state));
  return (
    <Card title={t("matching.offers")}>
      <Timeline
        moments={offers.map((offer) => ({
          key: offer.id,
          when: format.dateTime(offer.openedAt),
          what: offer.lawyer,
          about: [
            words(`offerState.${offer.state}`),
            offer.declineCode ? words(`declineCode.${offer.declineCode}`) : "",
            offer.declineReason ?? "",
            offer.state === "open" ? t("offers.until", { until: format.dateTime(offer.expiresAt) }) : "",
          ]
            .filter(Boolean)
            .join(" · "),
          tone: tones[offer.state] ?? "plain",
          next: isRunning(offer.state),
        }))}
      />
      {running.map((offer) => (
        <ActionForm key={offer.id} action={`${paths.desk}/offers/${offer.id}/withdrawal`} tone="plain" small>
          {t("offers.withdrawFrom", { name: offer.lawyer })}
        </ActionForm>
      ))}
    </Card>
  );
}
