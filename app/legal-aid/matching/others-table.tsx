import { useT } from "#app/i18n/use-t";
import type { ConflictReason } from "#app/legal-aid/conflicts/rules";
import { paths } from "#app/paths";
import { ActionForm } from "#app/ui/button";
import { DataTable } from "#app/ui/data-table";
import { Tag, TagRow } from "#app/ui/surfaces";
import type { ConflictBand } from "#db/vocabulary";
import type { Filter } from "./rules";

export interface OtherLawyer {
  lawyerId: string;
  name: string;
  reasons: Filter[];
  /** What the comparison of names found, bands and reasons only. */
  finding: { band: ConflictBand; reasons: string[]; clearedAt: Date | null } | null;
}

/** Who is out, and by which filter; a possible conflict is the desk's to clear. */
export function OthersTable({ rows, count, requestHref }: OthersTableProps) {
  const t = useT("network");
  return (
    <DataTable
      caption={t("matching.others", { count })}
      hideCaption
      rows={rows}
      rowKey={({ lawyerId }) => lawyerId}
      empty={<p className="soft">{t("matching.othersNone")}</p>}
      columns={[
        {
          key: "name",
          header: t("lawyers.name"),
          rowHeader: true,
          cell: (row) => <a href={`${paths.desk}/lawyers/${row.lawyerId}`}>{row.name}</a>,
        },
        {
          key: "why",
          header: t("matching.whyNot"),
          cell: ({ lawyerId, reasons, finding }) => (
            <TagRow>
              {reasons.map((filter) => (
                <Tag key={filter} tone={filter === "conflict" ? "danger" : "plain"}>
                  {t(`matching.filter.${filter}`)}
                </Tag>
              ))}
              {finding?.reasons.map((reason) => (
                <Tag key={reason} tone="warn">
                  {t(`matching.reason.${reason as ConflictReason | "said_by_lawyer"}`)}
                </Tag>
              ))}
              {finding?.band === "possible" && finding.clearedAt === null && (
                <ActionForm action={`${requestHref}/conflicts/${lawyerId}/clearance`} small>
                  {t("matching.clear")}
                </ActionForm>
              )}
            </TagRow>
          ),
        },
      ]}
    />
  );
}

interface OthersTableProps {
  rows: readonly OtherLawyer[];
  count: number;
  requestHref: string;
}
