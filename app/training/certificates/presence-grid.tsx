import { useFormat, useT } from "#app/i18n/use-t";
import { listMarks, markTones } from "#app/training/presence/marks";
import { AttendanceGrid } from "#app/ui/attendance-grid";
import type { EarnedRow } from "./earned-table";

interface PresenceGridProps {
  sittings: readonly { id: string; position: number; startsAt: Date }[];
  rows: readonly EarnedRow[];
}

/** People by sessions, in a part of the page that opens. */
export function PresenceGrid({ sittings, rows }: PresenceGridProps) {
  const t = useT("certificates");
  const words = useT("words");
  const format = useFormat();
  const legend = listMarks.map((mark) => ({
    letter: words(`presenceLetter.${mark}`),
    word: words(`presenceStatus.${mark}`),
    tone: markTones[mark],
  }));
  const byMark = new Map(listMarks.map((mark, place) => [mark as string, legend[place] ?? null]));
  return (
    <details>
      <summary>{t("showGrid")}</summary>
      <AttendanceGrid
        title={t("presence")}
        rowLabel={t("person")}
        totalLabel={t("total")}
        legend={legend}
        columns={sittings.map((sitting) => ({
          key: sitting.id,
          label: `${t("session", { position: sitting.position })} ${format.date(sitting.startsAt).slice(0, 5)}`,
        }))}
        rows={rows.map((row) => ({
          key: row.enrolmentId,
          label: row.name,
          marks: row.presence.statuses.map((status) => byMark.get(status) ?? null),
          total: format.number(row.presence.attendedMinutes),
        }))}
      />
    </details>
  );
}
