import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { fairnessRows } from "#app/legal-aid/lawyers/fairness-queries.server";
import { shareSettings } from "#app/legal-aid/matching/queries.server";
import { gini } from "#app/legal-aid/matching/rules";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { DataTable } from "#app/ui/data-table";
import { Stats } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Meter } from "#app/ui/progress";
import { EmptyState, Stack } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "network.fairness.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const { days } = await shareSettings(context);
  const rows = await fairnessRows(context, new Date(context.now.getTime() - days * 86_400_000));
  const hours = rows.reduce((sum, row) => sum + row.hours, 0);
  const pledged = rows.reduce((sum, row) => sum + row.pledgedHours, 0);
  const shares = rows.map((row) => ({
    ...row,
    fairShare: pledged > 0 ? (hours * row.pledgedHours) / pledged : 0,
  }));
  const promised = rows.filter((row) => row.pledgedHours > 0);
  return {
    days,
    rows: shares.sort((a, b) => a.hours - a.fairShare - (b.hours - b.fairShare)),
    hours,
    gini: gini(promised.map((row) => row.hours / row.pledgedHours)),
    most: Math.max(1, ...shares.map((row) => Math.max(row.hours, row.fairShare))),
  };
}

export default function DeskFairness() {
  const { days, rows, hours, gini: coefficient, most } = useLoaderData<typeof loader>();
  const t = useT("network");
  const format = useFormat();
  return (
    <>
      <PageHeader
        title={t("fairness.title")}
        lead={t("fairness.lead", { days })}
        crumbs={[{ label: t("coverage.title"), href: `${paths.desk}/coverage` }]}
      />
      <Stack>
        <Stats
          items={[
            { label: t("fairness.gini"), value: format.number(coefficient, 2), about: t("fairness.giniAbout") },
            { label: t("fairness.hours"), value: format.hours(hours * 60) },
            { label: t("coverage.lawyers"), value: rows.length },
          ]}
        />
        <DataTable
          caption={t("fairness.table")}
          rows={rows}
          rowKey={({ lawyerId }) => lawyerId}
          empty={<EmptyState title={t("lawyers.none")}>{t("lawyers.noneNext")}</EmptyState>}
          columns={[
            {
              key: "name",
              header: t("lawyers.name"),
              rowHeader: true,
              cell: (row) => <a href={`${paths.desk}/lawyers/${row.lawyerId}`}>{row.name}</a>,
            },
            { key: "pledge", header: t("lawyers.pledge"), numeric: true, cell: (row) => row.pledgedHours },
            { key: "offers", header: t("fairness.offers"), numeric: true, cell: (row) => row.offers },
            { key: "accepted", header: t("fairness.accepted"), numeric: true, cell: (row) => row.accepted },
            {
              key: "share",
              header: t("matching.fairShare"),
              cell: (row) => (
                <Meter
                  label={t("matching.fairShare")}
                  value={row.hours}
                  max={most}
                  mark={row.fairShare}
                  text={t("matching.hoursOf", {
                    hours: format.number(row.hours, 1),
                    share: format.number(row.fairShare, 1),
                  })}
                />
              ),
            },
          ]}
        />
      </Stack>
    </>
  );
}
