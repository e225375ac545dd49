import { useFormat, useT } from "#app/i18n/use-t";
import { DataTable } from "#app/ui/data-table";
import type { EventKind } from "#db/vocabulary";
import { useDaysWords } from "./figure-words";

export interface EventLine {
  slug: string;
  title: string;
  kind: string;
  place: string | null;
  region: string | null;
  starts_on: string | null;
  ends_on: string | null;
  date_precision: "day" | "month" | "year";
  participations: number;
}

/** The events behind a figure. */
export function EventTable({ caption, events }: { caption: string; events: readonly EventLine[] }) {
  const t = useT("reports");
  const words = useT("words");
  const format = useFormat();
  const days = useDaysWords();
  return (
    <DataTable
      caption={caption}
      hideCaption
      rows={events}
      rowKey={(row) => row.slug}
      empty={<p className="soft">{t("events.none")}</p>}
      columns={[
        { key: "title", header: t("events.event"), rowHeader: true, cell: (row) => row.title },
        { key: "kind", header: t("events.kind"), cell: (row) => words(`eventKind.${row.kind as EventKind}`) },
        {
          key: "place",
          header: t("events.place"),
          cell: (row) => [...new Set([row.place, row.region])].filter(Boolean).join(", ") || "–",
        },
        {
          key: "date",
          header: t("events.date"),
          cell: (row) => days({ startsOn: row.starts_on, endsOn: row.ends_on, precision: row.date_precision }),
        },
        {
          key: "participations",
          header: t("events.participations"),
          numeric: true,
          cell: (row) => (row.participations > 0 ? format.number(row.participations) : "–"),
        },
      ]}
    />
  );
}
