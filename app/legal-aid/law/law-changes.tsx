import { useFormat, useT } from "#app/i18n/use-t";
import { DataTable } from "#app/ui/data-table";
import { Card } from "#app/ui/surfaces";
import type { LawChange } from "#db/vocabulary";

interface Change {
  id: string;
  kind: LawChange;
  subject: string;
  reason: string;
  changedAt: Date;
  changedBy: string;
}

/** Who changed the law tables, and why. */
export function LawChanges({ changes }: { changes: readonly Change[] }) {
  const t = useT("admin");
  const words = useT("words");
  const format = useFormat();
  return (
    <Card title={t("law.changes")} id="changes">
      <DataTable
        caption={t("law.changes")}
        hideCaption
        rows={changes}
        rowKey={(row) => row.id}
        empty={<p className="soft">{t("law.noChanges")}</p>}
        columns={[
          {
            key: "when",
            header: t("law.when"),
            rowHeader: true,
            cell: (row) => (
              <>
                {format.dateTime(row.changedAt)} <span className="block small soft font-normal">{row.changedBy}</span>
              </>
            ),
          },
          {
            key: "what",
            header: t("law.what"),
            cell: (row) => (
              <>
                {words(`lawChangeKind.${row.kind}`)} <span className="block small soft">{row.subject}</span>
              </>
            ),
          },
          { key: "why", header: t("law.reason"), cell: (row) => row.reason },
        ]}
      />
    </Card>
  );
}
