import { useT } from "#app/i18n/use-t";
import { type Column, DataTable } from "#app/ui/data-table";
import { Tag } from "#app/ui/surfaces";
import type { PeriodUnit, RetentionBasis, RetentionClass, RetentionStatus } from "#db/vocabulary";

export interface RetentionRule {
  code: RetentionClass;
  amount: number | null;
  unit: PeriodUnit | null;
  basis: RetentionBasis;
  status: RetentionStatus;
}

/** A period in words: whole years where months make them. */
export function usePeriodWords(): (rule: Pick<RetentionRule, "code" | "amount" | "unit">) => string {
  const t = useT("privacy");
  return ({ code, amount, unit }) => {
    if (amount === null || unit === null) return t(code === "open_accounts" ? "period.whileOpen" : "period.kept");
    if (unit === "months" && amount % 12 === 0) return t("period.years", { count: amount / 12 });
    return t(`period.${unit}`, { count: amount });
  };
}

interface RetentionTableProps<Row extends RetentionRule> {
  caption: string;
  rows: readonly Row[];
  /** Further columns behind the four that everybody sees. */
  more?: readonly Column<Row>[];
}

/** Every class of data: how long, what then, and on what basis. */
export function RetentionTable<Row extends RetentionRule>({ caption, rows, more = [] }: RetentionTableProps<Row>) {
  const t = useT("privacy");
  const words = useT("words");
  const period = usePeriodWords();
  return (
    <DataTable
      caption={caption}
      hideCaption
      rows={rows}
      rowKey={(row) => row.code}
      columns={[
        {
          key: "what",
          header: t("columns.what"),
          rowHeader: true,
          cell: (row) => <span className="font-normal">{words(`retentionClass.${row.code}`)}</span>,
        },
        { key: "period", header: t("columns.period"), cell: period },
        { key: "then", header: t("columns.then"), cell: (row) => t(`then.${row.code}`) },
        {
          key: "basis",
          header: t("columns.basis"),
          cell: (row) => (
            <>
              {words(`retentionBasis.${row.basis}`)}
              {row.status === "unverified" && (
                <>
                  {" "}
                  <Tag tone="warn">{words("retentionStatus.unverified")}</Tag>
                </>
              )}
            </>
          ),
        },
        ...more,
      ]}
    />
  );
}
