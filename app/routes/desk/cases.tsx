import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { checkForm, parsePage } from "#app/forms/read-form.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { UrgencyTag } from "#app/legal-aid/aid-requests/request-tags";
import { casesForDesk } from "#app/legal-aid/cases/desk-queries.server";
import { caseSearch } from "#app/legal-aid/cases/forms";
import { useDueWords } from "#app/legal-aid/deadlines/deadline-words";
import { networkLabels } from "#app/legal-aid/lawyers/queries.server";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { DataTable } from "#app/ui/data-table";
import { Paging, SearchBar } from "#app/ui/find-and-page";
import { PageHeader, SubNav } from "#app/ui/page-header";
import { EmptyState, Tag } from "#app/ui/surfaces";
import { caseStates } from "#db/vocabulary";

export const handle: PageHandle = { title: "network.cases.title" };

const pageSize = 50;

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const query = new URL(args.request.url).searchParams;
  const search = checkForm(query, caseSearch);
  const filter = search.ok ? search.value : { q: null, state: null };
  const page = parsePage(query.get("page"));
  const [list, labels] = await Promise.all([
    casesForDesk(context, { ...filter, page, pageSize }),
    networkLabels(context, localeOf(args.request)),
  ]);
  return { ...list, state: filter.state, page, areas: labels.areas };
}

export default function DeskCases() {
  const { rows, total, state, page, areas } = useLoaderData<typeof loader>();
  const t = useT("network");
  const words = useT("words");
  const format = useFormat();
  const dueWords = useDueWords();
  const here = `${paths.desk}/cases`;
  return (
    <>
      <PageHeader title={t("cases.title")} lead={t("cases.lead")} />
      <SubNav
        items={[
          { label: t("lawyers.any"), href: here, current: state === null },
          ...caseStates.map((known) => ({
            label: words(`caseState.${known}`),
            href: `${here}?state=${known}`,
            current: state === known,
          })),
        ]}
      />
      <SearchBar label={t("lawyers.searchLawyerOrCode")} keep={["state"]} />
      <DataTable
        caption={t("cases.title")}
        hideCaption
        rows={rows}
        rowKey={({ id }) => id}
        rowTone={(row) => (row.state === "handed_back" ? "warn" : undefined)}
        empty={<EmptyState title={t("cases.none")}>{t("cases.noneNext")}</EmptyState>}
        columns={[
          {
            key: "code",
            header: t("cases.code"),
            rowHeader: true,
            cell: (row) => (
              <>
                <span className="whitespace-nowrap">{row.code}</span>
                <div className="small soft">
                  <a className="whitespace-nowrap" href={paths.aidRequest(row.requestId)}>
                    {row.requestCode}
                  </a>
                </div>
              </>
            ),
          },
          { key: "area", header: t("lawyers.area"), cell: (row) => areas[row.areaCode ?? ""] ?? "–" },
          { key: "urgency", header: t("offers.urgency"), cell: (row) => <UrgencyTag urgency={row.urgency} /> },
          {
            key: "lawyer",
            header: t("offers.lawyer"),
            cell: (row) => <a href={`${paths.desk}/lawyers/${row.lawyerId}`}>{row.lawyer}</a>,
          },
          {
            key: "state",
            header: t("lawyers.state"),
            cell: (row) => (
              <Tag tone={row.state === "open" ? "calm" : row.state === "handed_back" ? "warn" : "plain"}>
                {row.outcome ? words(`caseOutcome.${row.outcome}`) : words(`caseState.${row.state}`)}
              </Tag>
            ),
          },
          { key: "opened", header: t("cases.opened"), cell: (row) => format.date(row.openedAt) },
          {
            key: "due",
            header: t("cases.nextDeadline"),
            cell: (row) => (row.nextDueAt && row.state !== "closed" ? dueWords(row.nextDueAt) : "–"),
          },
          { key: "hours", header: t("cases.hours"), numeric: true, cell: (row) => format.hours(row.minutes) },
        ]}
      />
      <Paging page={page} pageSize={pageSize} total={total} />
    </>
  );
}
