import { useFormat, useT } from "#app/i18n/use-t";
import { paths } from "#app/paths";
import { Button } from "#app/ui/button";
import { DataTable } from "#app/ui/data-table";
import { Meter } from "#app/ui/progress";
import { EmptyState, Tag, TagRow } from "#app/ui/surfaces";
import type { LawyerKind } from "#db/vocabulary";
import type { Labels } from "./need-card";
import type { Filter } from "./rules";

export interface EligibleLawyer {
  lawyerId: string;
  name: string;
  kind: LawyerKind;
  regions: string[];
  place: number | null;
  counted: number;
  load: number;
  fairShare: number;
  /** Null without a pledge. */
  ratio: number | null;
  lastOfferedAt: Date | null;
  onDuty: boolean;
}
interface Widening {
  filter: Filter;
  lawyers: number;
}

/** Who may be asked, in the order of fair shares and with the reasons; where nobody is left, what would widen the circle. */
export function EligibleTable(props: {
  rows: readonly EligibleLawyer[];
  count: number;
  labels: Labels;
  /** Hours at the end of the meters. */
  most: number;
  emergency: boolean;
  mayOffer: boolean;
  widening: readonly Widening[];
}) {
  const { rows, count, labels, most, emergency, mayOffer, widening } = props;
  const t = useT("network");
  const words = useT("words");
  const format = useFormat();
  return (
    <>
      <DataTable
        caption={t("matching.order", { count })}
        hideCaption
        rows={rows}
        rowKey={({ lawyerId }) => lawyerId}
        rowTone={({ place }) => (place === 1 ? "calm" : undefined)}
        empty={
          <EmptyState title={t("matching.nobody")}>
            {widening.length === 0
              ? t("matching.nobodyNext")
              : widening.map(({ filter, lawyers }) => t(widenWord(filter), { count: lawyers })).join(" ")}
          </EmptyState>
        }
        columns={[
          { key: "place", header: t("matching.place"), numeric: true, cell: ({ place }) => place },
          {
            key: "name",
            header: t("lawyers.name"),
            rowHeader: true,
            cell: (row) => (
              <>
                <a href={`${paths.desk}/lawyers/${row.lawyerId}`}>{row.name}</a>
                <br />
                <span className="small soft">
                  {words(`lawyerKind.${row.kind}`)} · {row.regions.map((iso) => labels.regions[iso]).join(", ")}
                </span>
              </>
            ),
          },
          {
            key: "why",
            header: t("matching.why"),
            cell: (row) => <Reasons row={row} emergency={emergency} />,
          },
          {
            key: "share",
            header: t("matching.fairShare"),
            cell: ({ counted, fairShare }) => (
              <Meter
                label={t("matching.fairShare")}
                value={counted}
                max={most}
                mark={fairShare}
                text={t("matching.hoursOf", {
                  hours: format.number(counted, 1),
                  share: format.number(fairShare, 1),
                })}
              />
            ),
          },
          {
            key: "offer",
            header: t("matching.offer"),
            hideHeader: true,
            cell: (row) =>
              mayOffer && (
                <Button
                  form="offer"
                  name="lawyerId"
                  value={row.lawyerId}
                  tone="quiet"
                  small
                  label={t("matching.offerTo", { name: row.name })}
                >
                  {t("matching.offerThis")}
                </Button>
              ),
          },
        ]}
      />
      {count > rows.length && <p className="small soft">{t("matching.more", { count: count - rows.length })}</p>}
    </>
  );
}

function Reasons({ row, emergency }: { row: EligibleLawyer; emergency: boolean }) {
  const t = useT("network");
  const format = useFormat();
  return (
    <TagRow>
      <Tag tone={row.ratio === null || row.ratio > 1 ? "plain" : "calm"}>
        {row.ratio === null ? t("matching.noPledge") : t("matching.share", { share: format.percent(row.ratio) })}
      </Tag>
      {row.counted > row.load && <Tag>{t("matching.newcomer")}</Tag>}
      {row.onDuty && <Tag tone={emergency ? "calm" : "plain"}>{t("matching.duty")}</Tag>}
      <Tag>
        {row.lastOfferedAt
          ? t("matching.lastOffer", { day: format.date(row.lastOfferedAt) })
          : t("matching.neverOffered")}
      </Tag>
    </TagRow>
  );
}

const widenable = ["region", "area", "language", "gender", "certificate", "capacity", "leave", "kind"] as const;

function widenWord(filter: Filter) {
  return `matching.widen.${widenable.find((known) => known === filter) ?? "capacity"}` as const;
}
