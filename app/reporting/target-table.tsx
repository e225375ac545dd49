import { useFormat, useT } from "#app/i18n/use-t";
import { type Column, DataTable } from "#app/ui/data-table";
import { Meter } from "#app/ui/progress";
import type { Indicator } from "#db/vocabulary";
import { useFigureWords } from "./figure-words";
import type { Shown } from "./rules";

export interface TargetLine {
  id: string;
  indicator: Indicator;
  label: string;
  target: number | null;
  printedResult: number | null;
  approximate: boolean;
  asPrinted: string | null;
  /** What has been counted; null where the system does not count it. */
  reached: Shown | null;
}

/** Targets with what has been reached, and the printed result where there is one. */
export function TargetTable({
  caption,
  targets,
  how,
}: {
  caption: string;
  targets: readonly TargetLine[];
  how?: boolean;
}) {
  const t = useT("reports");
  const format = useFormat();
  const words = useFigureWords();
  const number = (value: number | null) => (value === null ? "–" : format.number(value));
  const printed: Column<TargetLine> = {
    key: "printed",
    header: t("printed"),
    numeric: true,
    cell: (row) =>
      row.approximate && row.printedResult !== null
        ? t("approximate", { value: number(row.printedResult) })
        : number(row.printedResult),
  };
  return (
    <DataTable
      caption={caption}
      hideCaption
      rows={targets}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "label",
          header: t("indicator"),
          rowHeader: true,
          cell: (row) => (
            <>
              {row.label}
              {how && <span className="block small soft font-normal">{t(`how.${row.indicator}`)}</span>}
            </>
          ),
        },
        {
          key: "reached",
          header: t("reached"),
          numeric: true,
          cell: (row) => (row.reached ? words(row.reached) : <span className="soft">{t("notCounted")}</span>),
        },
        { key: "target", header: t("target"), numeric: true, cell: (row) => number(row.target) },
        {
          key: "share",
          header: t("share"),
          cell: (row) =>
            row.reached && "value" in row.reached && row.target ? (
              <Meter
                label={row.label}
                value={row.reached.value}
                max={row.target}
                text={format.percent(row.reached.value / row.target)}
              />
            ) : (
              "–"
            ),
        },
        ...(targets.some(({ printedResult }) => printedResult !== null) ? [printed] : []),
      ]}
    />
  );
}
