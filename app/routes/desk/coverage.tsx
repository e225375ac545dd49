import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import { coverageForDesk, thinAreas } from "#app/legal-aid/lawyers/coverage-queries.server";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { LinkButton } from "#app/ui/button";
import { DataTable } from "#app/ui/data-table";
import { PageHeader } from "#app/ui/page-header";
import { RegionMap } from "#app/ui/region-map";
import { Card, MainAndAside, Tag, TagRow } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "network.coverage.title" };

/** An area with fewer lawyers than this has nobody to pass an offer on to. */
const least = 3;

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const locale = localeOf(args.request);
  const [regions, areas] = await Promise.all([coverageForDesk(context, locale), thinAreas(context, locale, least)]);
  return { regions, areas };
}

export default function DeskCoverage() {
  const { regions, areas } = useLoaderData<typeof loader>();
  const t = useT("network");
  return (
    <>
      <PageHeader
        title={t("coverage.title")}
        lead={t("coverage.lead")}
        action={
          <LinkButton href={`${paths.desk}/fairness`} tone="quiet">
            {t("fairness.title")}
          </LinkButton>
        }
      />
      <MainAndAside
        aside={
          <Card>
            <RegionMap
              title={t("coverage.map")}
              values={Object.fromEntries(regions.map(({ iso, available }) => [iso, available]))}
              valueLabel={t("coverage.available")}
              hrefOf={(iso) => `${paths.desk}/lawyers?region=${iso}`}
            />
          </Card>
        }
      >
        <Card title={t("coverage.byRegion")}>
          <DataTable
            caption={t("coverage.byRegion")}
            hideCaption
            rows={regions}
            rowKey={({ iso }) => iso}
            rowTone={(row) => (row.available === 0 ? "danger" : row.available < row.openRequests ? "warn" : undefined)}
            columns={[
              {
                key: "name",
                header: t("lawyers.region"),
                rowHeader: true,
                cell: (row) => <a href={`${paths.desk}/lawyers?region=${row.iso}`}>{row.name}</a>,
              },
              { key: "lawyers", header: t("coverage.lawyers"), numeric: true, cell: (row) => row.lawyers },
              { key: "advocates", header: t("coverage.advocates"), numeric: true, cell: (row) => row.advocates },
              { key: "available", header: t("coverage.available"), numeric: true, cell: (row) => row.available },
              { key: "waiting", header: t("coverage.waiting"), numeric: true, cell: (row) => row.openRequests },
            ]}
          />
        </Card>
      </MainAndAside>
      {areas.length > 0 && (
        <Card title={t("coverage.thin", { least })}>
          <TagRow>
            {areas.map(({ code, label, lawyers }) => (
              <Tag key={code} tone={lawyers === 0 ? "danger" : "warn"}>
                {t("coverage.thinArea", { area: label, count: lawyers })}
              </Tag>
            ))}
          </TagRow>
        </Card>
      )}
    </>
  );
}
