import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { calendarDate } from "#app/i18n/format";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { hoursOfLawyer } from "#app/legal-aid/cases/queries.server";
import { perMonth } from "#app/legal-aid/hours/rules";
import { yearsOfService } from "#app/legal-aid/hours/service-queries.server";
import { networkLabels, ownLawyer } from "#app/legal-aid/lawyers/queries.server";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { ButtonRow, LinkButton } from "#app/ui/button";
import { BarChart } from "#app/ui/charts";
import { DataTable } from "#app/ui/data-table";
import { Stats } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Card, EmptyState, Stack } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "lawyer.hours.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "lawyer");
  const today = calendarDate(context.now);
  const since = `${Number(today.slice(0, 4)) - 1}${today.slice(4, 7)}-01`;
  const [lawyer, rows, labels, years] = await Promise.all([
    ownLawyer(context),
    hoursOfLawyer(context, since),
    networkLabels(context, localeOf(args.request)),
    yearsOfService(context),
  ]);
  return { rows, months: perMonth(rows, today, 12), areas: labels.areas, years, pledgedHours: lawyer.pledgedHours };
}

export default function LawyerHours() {
  const { rows, months, areas, years, pledgedHours } = useLoaderData<typeof loader>();
  const t = useT("lawyer");
  const words = useT("words");
  const format = useFormat();
  const total = rows.reduce((sum, row) => sum + row.minutes, 0);
  const half = months.slice(-6).reduce((sum, row) => sum + row.minutes, 0);
  return (
    <>
      <PageHeader title={t("hours.title")} lead={t("hours.lead")} />
      <Stack>
        <Stats
          items={[
            { label: t("hours.lastYear"), value: format.hours(total) },
            {
              label: t("hours.lastHalf"),
              value: format.hours(half),
              about: t("hours.pledged", { hours: pledgedHours }),
            },
            { label: t("hours.casesWorked"), value: new Set(rows.map(({ caseId }) => caseId)).size },
          ]}
        />
        {rows.length === 0 ? (
          <EmptyState title={t("hours.none")}>{t("hours.noneNext")}</EmptyState>
        ) : (
          <>
            <Card>
              <BarChart
                title={t("home.hoursByMonth")}
                valueLabel={t("home.hoursUnit")}
                data={months.map(({ month, minutes }) => ({
                  key: month,
                  label: `${month.slice(5)}.${month.slice(0, 4)}`,
                  value: minutes / 60,
                }))}
              />
            </Card>
            <Card title={t("hours.service")} tone="sunken">
              <p className="soft">{t("hours.serviceText")}</p>
              <ButtonRow>
                {years.map((year) => (
                  <LinkButton key={year} href={`/lawyer/service/${year}.pdf`} tone="quiet" small>
                    {t("hours.serviceYear", { year: String(year) })}
                  </LinkButton>
                ))}
              </ButtonRow>
            </Card>
            <DataTable
              caption={t("hours.list")}
              rows={rows}
              rowKey={({ id }) => id}
              columns={[
                { key: "day", header: t("hours.day"), rowHeader: true, cell: (row) => format.date(row.workedOn) },
                {
                  key: "case",
                  header: t("cases.code"),
                  cell: (row) =>
                    row.caseState === "open" ? (
                      <a href={`${paths.case(row.caseId)}/hours`}>{row.caseCode}</a>
                    ) : (
                      row.caseCode
                    ),
                },
                { key: "area", header: t("cases.area"), cell: (row) => areas[row.areaCode ?? ""] ?? "–" },
                { key: "kind", header: t("hours.kind"), cell: (row) => words(`hourKind.${row.kind}`) },
                {
                  key: "minutes",
                  header: t("hours.duration"),
                  numeric: true,
                  cell: (row) => format.minutes(row.minutes),
                },
              ]}
            />
          </>
        )}
      </Stack>
    </>
  );
}
