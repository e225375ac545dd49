import { useFormat, useLocale, useT } from "#app/i18n/use-t";
import { ActionForm, LinkButton } from "#app/ui/button";
import { DataTable } from "#app/ui/data-table";
import { Card, Tag } from "#app/ui/surfaces";
import { LawStatusTag } from "./law-words";
import type { LawTables } from "./queries.server";

/** The laws that the limits come from. */
export function VersionsTable({ rows, open }: { rows: LawTables["versions"]; open: boolean }) {
  const t = useT("admin");
  const locale = useLocale();
  return (
    <Card title={t("law.versions")}>
      <details className="fold" open={open}>
        <summary id="versions">{t("law.all", { count: rows.length })}</summary>
        <DataTable
          caption={t("law.versions")}
          hideCaption
          rows={rows}
          rowKey={(row) => row.key}
          columns={[
            { key: "law", header: t("law.law"), rowHeader: true, cell: (row) => row[locale] },
            { key: "replaced", header: t("law.replacedBy"), cell: (row) => row.replacedBy ?? "–" },
            { key: "status", header: t("law.status"), cell: (row) => <LawStatusTag status={row.status} /> },
          ]}
        />
      </details>
    </Card>
  );
}

/** The minimum wage by day. */
export function WagesTable({ rows, open }: { rows: LawTables["wages"]; open: boolean }) {
  const t = useT("admin");
  const format = useFormat();
  return (
    <Card
      title={t("law.wages")}
      action={
        <LinkButton href="/admin/law/wages/new" tone="quiet" small>
          {t("law.newWage")}
        </LinkButton>
      }
    >
      <details className="fold" open={open}>
        <summary id="wages">{t("law.all", { count: rows.length })}</summary>
        <DataTable
          caption={t("law.wages")}
          hideCaption
          rows={rows}
          rowKey={(row) => row.code}
          columns={[
            {
              key: "from",
              header: t("law.from"),
              rowHeader: true,
              cell: (row) => (row.fromPrecision === "day" ? format.date(row.validFrom) : row.validFrom),
            },
            { key: "lek", header: t("law.wage"), numeric: true, cell: (row) => format.lek(row.lek) },
            { key: "source", header: t("law.source"), cell: (row) => row.source },
            { key: "status", header: t("law.status"), cell: (row) => <LawStatusTag status={row.status} /> },
            {
              key: "removal",
              header: t("law.removeWage"),
              hideHeader: true,
              cell: (row) =>
                row.byHand && (
                  <ActionForm action={`/admin/law/wages/${row.code}/removal`} small>
                    {t("law.removeWage")}
                  </ActionForm>
                ),
            },
          ]}
        />
      </details>
    </Card>
  );
}

/** The numbers that `/help` shows, and those it must not. */
export function LinesTable({ rows, open }: { rows: LawTables["lines"]; open: boolean }) {
  const t = useT("admin");
  const format = useFormat();
  const locale = useLocale();
  return (
    <Card title={t("law.helplines")}>
      <details className="fold" open={open}>
        <summary id="helplines">{t("law.all", { count: rows.length })}</summary>
        <DataTable
          caption={t("law.helplines")}
          hideCaption
          rows={rows}
          rowKey={(row) => row.code}
          columns={[
            { key: "number", header: t("law.number"), rowHeader: true, cell: (row) => row.number },
            { key: "name", header: t("law.line"), cell: (row) => row[locale] },
            {
              key: "shown",
              header: t("law.shown"),
              cell: (row) => (
                <Tag tone={row.shown ? "calm" : "plain"}>{row.shown ? t("law.isShown") : t("law.notShown")}</Tag>
              ),
            },
            { key: "status", header: t("law.status"), cell: (row) => <LawStatusTag status={row.status} /> },
            {
              key: "checked",
              header: t("law.checked"),
              cell: (row) => (row.lastCheckedOn ? format.date(row.lastCheckedOn) : t("law.neverChecked")),
            },
            {
              key: "change",
              header: t("settings.change"),
              hideHeader: true,
              cell: (row) => (
                <LinkButton
                  href={`/admin/law/lines/${row.code}`}
                  tone="quiet"
                  small
                  label={t("settings.changeLabel", { what: row.number })}
                >
                  {t("settings.change")}
                </LinkButton>
              ),
            },
          ]}
        />
      </details>
    </Card>
  );
}

interface HolidaysProps {
  years: { key: string; rows: LawTables["days"] }[];
  open: boolean;
}

/** Public holidays, year by year. */
export function HolidaysTable({ years, open }: HolidaysProps) {
  const t = useT("admin");
  const format = useFormat();
  const locale = useLocale();
  return (
    <section id="holidays">
      <Card
        title={t("law.holidays")}
        action={
          <LinkButton href="/admin/law/holidays/new" tone="quiet" small>
            {t("law.newHoliday")}
          </LinkButton>
        }
      >
        {years.map(({ key, rows }) => (
          <details key={key} className="fold" open={open}>
            <summary>
              <span>{key}</span> <span className="soft small">{t("law.daysOff", { count: rows.length })}</span>
            </summary>
            <ul>
              {rows.map((row) => (
                <li key={row.day}>
                  {`${format.date(row.day)} ${row[locale]} `}
                  <a
                    className="small"
                    href={`/admin/law/holidays/${row.day}/removal`}
                    aria-label={t("law.removeHolidayLabel", { day: format.date(row.day) })}
                  >
                    {t("law.removeHolidayShort")}
                  </a>
                </li>
              ))}
            </ul>
          </details>
        ))}
      </Card>
    </section>
  );
}
