import { useFormat, useT } from "#app/i18n/use-t";
import { StackedBars } from "#app/ui/stacked-bars";
import type { PresenceStatus } from "#db/vocabulary";
import { markTones } from "./marks";

const statuses = ["present", "late", "left_early", "excused", "absent", "not_recorded"] as const;

interface SessionChartProps {
  sessions: readonly { id: string; position: number; startsAt: Date; counts: Record<PresenceStatus, number> }[];
}

/** How many stand at each status, a bar a session. */
export function SessionChart({ sessions }: SessionChartProps) {
  const t = useT("manage");
  const words = useT("words");
  const format = useFormat();
  const seen = statuses.filter((status) => sessions.some(({ counts }) => counts[status] > 0));
  return (
    <StackedBars
      title={t("presence.chart")}
      parts={seen.map((key) => ({ key, label: words(`presenceStatus.${key}`), tone: markTones[key] }))}
      rows={sessions.map(({ id, position, startsAt, counts }) => ({
        key: id,
        label: `${t("event.session", { position })}, ${format.date(startsAt).slice(0, 5)}`,
        values: counts,
      }))}
    />
  );
}
