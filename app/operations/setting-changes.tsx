import { useFormat, useT } from "#app/i18n/use-t";
import { DataTable } from "#app/ui/data-table";
import { Card } from "#app/ui/surfaces";
import { useSettingWords } from "./setting-words";

interface Change {
  id: string;
  before: unknown;
  after: unknown;
  reason: string | null;
  changedAt: Date;
  changedBy: string;
}

/** Who changed a setting, from what to what, and why. */
export function SettingChanges({ setting, changes }: { setting: string; changes: readonly Change[] }) {
  const t = useT("admin");
  const format = useFormat();
  const words = useSettingWords();
  const lines = (value: unknown, other: unknown) => {
    const others = words(setting, other);
    return words(setting, value)
      .filter((line) => !others.includes(line))
      .map((line) => (
        <span key={line} className="block">
          {line}
        </span>
      ));
  };
  return (
    <Card title={t("settings.changes")}>
      <DataTable
        caption={t("settings.changes")}
        hideCaption
        rows={changes}
        rowKey={(row) => row.id}
        empty={<p className="soft">{t("settings.noChanges")}</p>}
        columns={[
          {
            key: "when",
            header: t("settings.when"),
            rowHeader: true,
            cell: (row) => (
              <>
                {format.dateTime(row.changedAt)} <span className="block small soft font-normal">{row.changedBy}</span>
              </>
            ),
          },
          { key: "before", header: t("settings.before"), cell: (row) => lines(row.before, row.after) },
          { key: "after", header: t("settings.after"), cell: (row) => lines(row.after, row.before) },
          { key: "why", header: t("settings.reason"), cell: (row) => row.reason ?? t("settings.backToUsual") },
        ]}
      />
    </Card>
  );
}
