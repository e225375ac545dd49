import { useFormat, useT } from "#app/i18n/use-t";
import { type Column, DataTable } from "#app/ui/data-table";
import type { EventKind } from "#db/vocabulary";
import type { EventGroup } from "./rules";

interface GroupTableProps {
  caption: string;
  groups: readonly EventGroup[];
  /** The kind stands in a column of its own where kinds are mixed. */
  kinds?: boolean;
  /** The sum at the end. */
  total?: EventGroup;
}

/** Events by topic: how many, with how many people, and what the printed report says of the same. */
export function GroupTable({ caption, groups, kinds, total }: GroupTableProps) {
  const t = useT("reports");
  const words = useT("words");
  const format = useFormat();
  const number = (value: number | null) => (value ? format.number(value) : "–");
  const kind: Column<EventGroup> = {
    key: "kind",
    header: t("events.kind"),
    cell: (row) => words(`eventKind.${row.kind as EventKind}`),
  };
  const printed: Column<EventGroup> = {
    key: "printed",
    header: t("annual.printed"),
    numeric: true,
    cell: ({ printed }) =>
      printed ? (
        <span className="whitespace-nowrap">{`${number(printed.events)} / ${number(printed.participants)}`}</span>
      ) : (
        "–"
      ),
  };
  return (
    <DataTable
      caption={caption}
      hideCaption
      rows={total ? [...groups, total] : groups}
      rowKey={(row) => row.course}
      columns={[
        { key: "topic", header: t("annual.topic"), rowHeader: true, cell: (row) => row.title },
        ...(kinds ? [kind] : []),
        { key: "events", header: t("annual.count"), numeric: true, cell: (row) => format.number(row.events) },
        {
          key: "participations",
          header: t("events.participations"),
          numeric: true,
          cell: (row) => number(row.participations),
        },
        ...(groups.some((group) => group.printed) ? [printed] : []),
      ]}
    />
  );
}
