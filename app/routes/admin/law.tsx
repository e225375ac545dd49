import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { useFormat, useLocale, useT } from "#app/i18n/use-t";
import { lawTables } from "#app/legal-aid/law/queries.server";
import type { PageHandle } from "#app/page-handle";
import { DataTable } from "#app/ui/data-table";
import { PageHeader } from "#app/ui/page-header";
import { Card, Tag, TagRow } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "admin.law.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "administrator");
  return lawTables(context);
}

export default function LawPage() {
  const { versions, rules, wages, lines, days } = useLoaderData<typeof loader>();
  const t = useT("admin");
  const format = useFormat();
  const locale = useLocale();
  const years = [...new Set(days.map((row) => row.day.slice(0, 4)))];
  return (
    <>
      <PageHeader title={t("law.title")} lead={t("law.lead")} />
      <Card title={t("law.rules")}>
        <DataTable
          caption={t("law.rules")}
          hideCaption
          rows={rules}
          rowKey={(row) => row.code}
          columns={[
            {
              key: "rule",
              header: t("law.rule"),
              rowHeader: true,
              cell: (row) => (
                <>
                  {row[locale]}
                  <span className="block small soft font-normal">{`${row.code} · ${row.lawVersion}`}</span>
                </>
              ),
            },
            {
              key: "length",
              header: t("law.length"),
              cell: (row) => (row.immediate ? t("law.immediate") : length(row, t)),
            },
            { key: "source", header: t("law.source"), cell: (row) => <span lang="en">{row.source ?? "–"}</span> },
            {
              key: "status",
              header: t("law.status"),
              cell: (row) => (
                <TagRow>
                  <Status status={row.status} />
                  {row.needsConfirmation && <Tag tone="warn">{t("law.toBeConfirmed")}</Tag>}
                  {!row.active && <Tag tone="danger">{t("law.inactive")}</Tag>}
                </TagRow>
              ),
            },
          ]}
        />
      </Card>
      <Card title={t("law.versions")}>
        <DataTable
          caption={t("law.versions")}
          hideCaption
          rows={versions}
          rowKey={(row) => row.key}
          columns={[
            { key: "law", header: t("law.law"), rowHeader: true, cell: (row) => row[locale] },
            { key: "replaced", header: t("law.replacedBy"), cell: (row) => row.replacedBy ?? "–" },
            { key: "status", header: t("law.status"), cell: (row) => <Status status={row.status} /> },
          ]}
        />
      </Card>
      <Card title={t("law.wages")}>
        <DataTable
          caption={t("law.wages")}
          hideCaption
          rows={wages}
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
            { key: "status", header: t("law.status"), cell: (row) => <Status status={row.status} /> },
          ]}
        />
      </Card>
      <Card title={t("law.helplines")}>
        <DataTable
          caption={t("law.helplines")}
          hideCaption
          rows={lines}
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
            { key: "status", header: t("law.status"), cell: (row) => <Status status={row.status} /> },
            {
              key: "checked",
              header: t("law.checked"),
              cell: (row) => (row.lastCheckedOn ? format.date(row.lastCheckedOn) : t("law.neverChecked")),
            },
          ]}
        />
      </Card>
      <Card title={t("law.holidays")}>
        {years.map((year) => (
          <details key={year}>
            <summary>{year}</summary>
            <ul>
              {days
                .filter((row) => row.day.startsWith(year))
                .map((row) => (
                  <li key={row.day}>{`${format.date(row.day)} ${row[locale]}`}</li>
                ))}
            </ul>
          </details>
        ))}
      </Card>
    </>
  );
}

function Status({ status }: { status: string }) {
  const t = useT("admin");
  const known = (["verified", "secondary", "unverified"] as const).find((word) => word === status);
  if (!known) return status;
  return <Tag tone={known === "verified" ? "calm" : "warn"}>{t(`lawStatus.${known}`)}</Tag>;
}

function length(
  row: { length: number | null; unit: string | null; direction: string },
  t: ReturnType<typeof useT<"admin">>,
): string {
  const unit = (["hours", "days", "months", "years"] as const).find((known) => known === row.unit);
  if (row.length === null || !unit) return "–";
  const words = t(`law.${unit}`, { count: row.length });
  return row.direction === "before" ? t("law.before", { length: words }) : words;
}
