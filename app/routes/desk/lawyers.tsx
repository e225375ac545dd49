import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { checkForm, parsePage } from "#app/forms/read-form.server";
import { calendarDate } from "#app/i18n/format";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { lawyerCounts, lawyersForDesk } from "#app/legal-aid/lawyers/desk-queries.server";
import { lawyerSearch } from "#app/legal-aid/lawyers/forms";
import { networkLists } from "#app/legal-aid/lawyers/queries.server";
import { permitHolds } from "#app/legal-aid/lawyers/rules";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { LinkButton } from "#app/ui/button";
import { SelectField } from "#app/ui/choice-fields";
import { DataTable } from "#app/ui/data-table";
import { FileLinks } from "#app/ui/file-links";
import { Paging, SearchBar } from "#app/ui/find-and-page";
import { Stats } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { EmptyState, Tag, TagRow } from "#app/ui/surfaces";
import { lawyerStates } from "#db/vocabulary";

export const handle: PageHandle = { title: "network.lawyers.title" };

const pageSize = 50;

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const query = new URL(args.request.url).searchParams;
  const search = checkForm(query, lawyerSearch);
  const filter = search.ok ? search.value : { q: null, state: null, region: null, area: null };
  const page = parsePage(query.get("page"));
  const [list, counts, lists] = await Promise.all([
    lawyersForDesk(context, filter, { page, pageSize }),
    lawyerCounts(context),
    networkLists(context, localeOf(args.request)),
  ]);
  return { ...list, page, counts, lists, filter, today: calendarDate(context.now) };
}

export default function DeskLawyers() {
  const { rows, total, page, counts, lists, filter, today } = useLoaderData<typeof loader>();
  const t = useT("network");
  const words = useT("words");
  const format = useFormat();
  const regionName = (iso: string) => lists.regions.find(({ code }) => code === iso)?.label ?? iso;
  return (
    <>
      <PageHeader
        title={t("lawyers.title")}
        lead={t("lawyers.lead")}
        action={
          <LinkButton href={`${paths.desk}/coverage`} tone="quiet">
            {t("coverage.title")}
          </LinkButton>
        }
      />
      <Stats
        items={lawyerStates
          .filter((state) => state === "applied" || state === "verified" || state === "suspended")
          .map((state) => ({
            label: words(`lawyerState.${state}`),
            value: counts[state] ?? 0,
            href: `${paths.desk}/lawyers?state=${state}`,
            ...(state === "applied" && (counts[state] ?? 0) > 0 && { tone: "warn" as const }),
          }))}
      />
      <SearchBar label={t("lawyers.search")}>
        <SelectField
          name="state"
          label={t("lawyers.state")}
          empty={t("lawyers.any")}
          defaultValue={filter.state ?? ""}
          choices={lawyerStates.map((state) => ({ value: state, label: words(`lawyerState.${state}`) }))}
          optional
        />
        <SelectField
          name="region"
          label={t("lawyers.region")}
          empty={t("lawyers.any")}
          defaultValue={filter.region ?? ""}
          choices={lists.regions.map(({ code, label }) => ({ value: code, label }))}
          optional
        />
        <SelectField
          name="area"
          label={t("lawyers.area")}
          empty={t("lawyers.any")}
          defaultValue={filter.area ?? ""}
          choices={lists.areas.flatMap(({ areas }) => areas.map(({ code, label }) => ({ value: code, label })))}
          optional
        />
      </SearchBar>
      <DataTable
        caption={t("lawyers.title")}
        hideCaption
        rows={rows}
        rowKey={({ id }) => id}
        rowTone={({ state }) => (state === "applied" ? "warn" : undefined)}
        empty={<EmptyState title={t("lawyers.none")}>{t("lawyers.noneNext")}</EmptyState>}
        columns={[
          {
            key: "name",
            header: t("lawyers.name"),
            rowHeader: true,
            cell: (row) => <a href={`${paths.desk}/lawyers/${row.id}`}>{row.name}</a>,
          },
          { key: "kind", header: t("lawyers.kind"), cell: (row) => words(`lawyerKind.${row.kind}`) },
          {
            key: "state",
            header: t("lawyers.state"),
            cell: (row) => (
              <TagRow>
                <Tag tone={row.state === "verified" ? "calm" : row.state === "applied" ? "warn" : "plain"}>
                  {row.state === "applied"
                    ? t("lawyers.approvals", { count: row.approvals })
                    : words(`lawyerState.${row.state}`)}
                </Tag>
                {row.onLeaveUntil && row.onLeaveUntil > today && (
                  <Tag>{t("lawyers.leave", { day: format.date(row.onLeaveUntil) })}</Tag>
                )}
                {!permitHolds(row.kind, row.permitValidTo, today) && <Tag tone="danger">{t("lawyers.permitOver")}</Tag>}
              </TagRow>
            ),
          },
          {
            key: "regions",
            header: t("lawyers.regions"),
            cell: (row) => row.regions.map(regionName).join(", "),
          },
          {
            key: "load",
            header: t("lawyers.openCases"),
            numeric: true,
            cell: (row) => t("lawyers.ofCapacity", { open: row.openCases, capacity: row.capacity }),
          },
          {
            key: "pledge",
            header: t("lawyers.pledge"),
            numeric: true,
            cell: (row) => format.hours(row.pledgedHours * 60),
          },
        ]}
      />
      <FileLinks />
      <Paging page={page} pageSize={pageSize} total={total} />
    </>
  );
}
