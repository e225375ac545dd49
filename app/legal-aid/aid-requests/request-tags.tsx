import { useT } from "#app/i18n/use-t";
import { Tag, type Tone } from "#app/ui/surfaces";
import type { RequestState, Urgency } from "#db/vocabulary";

const urgencyTones: Record<Urgency, Tone> = { emergency: "danger", urgent: "warn", standard: "plain", advice: "plain" };
const stateTones: Partial<Record<RequestState, Tone>> = { received: "accent", in_triage: "accent", assigned: "calm" };

export function UrgencyTag({ urgency }: { urgency: Urgency }) {
  const t = useT("words");
  return (
    <span className="whitespace-nowrap">
      <Tag tone={urgencyTones[urgency]}>{t(`urgency.${urgency}`)}</Tag>
    </span>
  );
}

export function StateTag({ state }: { state: RequestState }) {
  const t = useT("words");
  return <Tag tone={stateTones[state] ?? "plain"}>{t(`requestState.${state}`)}</Tag>;
}
