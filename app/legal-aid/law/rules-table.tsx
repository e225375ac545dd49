import { useFormat, useLocale, useT } from "#app/i18n/use-t";
import { DataTable } from "#app/ui/data-table";
import { Card, Tag, TagRow } from "#app/ui/surfaces";
import { LawStatusTag, ruleLength } from "./law-words";
import type { LawTables } from "./queries.server";

interface Props {
  groups: { key: string; rows: LawTables["rules"] }[];
  laws: Pick<LawTables["versions"][number], "key" | "sq" | "en">[];
  open: boolean;
}

/** The time limits, those of one law together. */
export function RulesTable({ groups, laws, open }: Props) {
  const t = useT("admin");
  const format = useFormat();
  const locale = useLocale();
  return (
    <section id="rules">
      <Card title={t("law.rules")}>
        {groups.map(({ key, rows }) => {
          const law = laws.find((one) => one.key === key)?.[locale] ?? key;
          const unsure = rows.filter(({ needsConfirmation }) => needsConfirmation).length;
          return (
            <details key={key} className="fold" open={open}>
              <summary>
                <span>{law}</span> <span className="soft small">{t("law.rows", { count: rows.length })}</span>{" "}
                {unsure > 0 && <Tag tone="warn">{t("law.unsure", { count: unsure })}</Tag>}
              </summary>
              <DataTable
                caption={law}
                hideCaption
                rows={rows}
                rowKey={(row) => row.code}
                columns={[
                  {
                    key: "rule",
                    header: t("law.rule"),
                    rowHeader: true,
                    cell: (row) => (
                      <>
                        <a href={`/admin/law/rules/${row.code}`}>{row[locale]}</a>
                        <span className="block small soft font-normal">
                          {row.code}
                          {row.validFrom && ` · ${t("law.since", { day: format.date(row.validFrom) })}`}
                          {row.validTo && ` · ${t("law.until", { day: format.date(row.validTo) })}`}
                        </span>
                      </>
                    ),
                  },
                  {
                    key: "length",
                    header: t("law.length"),
                    cell: (row) => (row.immediate ? t("law.immediate") : ruleLength(row, t)),
                  },
                  { key: "source", header: t("law.source"), cell: (row) => <span lang="en">{row.source ?? "–"}</span> },
                  {
                    key: "status",
                    header: t("law.status"),
                    cell: (row) => (
                      <TagRow>
                        <LawStatusTag status={row.status} />
                        {row.needsConfirmation && <Tag tone="warn">{t("law.toBeConfirmed")}</Tag>}
                        {!row.active && <Tag tone="danger">{t("law.inactive")}</Tag>}
                      </TagRow>
                    ),
                  },
                ]}
              />
            </details>
          );
        })}
      </Card>
    </section>
  );
}
