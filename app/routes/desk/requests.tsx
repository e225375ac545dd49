import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { parsePage } from "#app/forms/read-form.server";
import { useFormat, useLocale, useT } from "#app/i18n/use-t";
import { filingChoices } from "#app/legal-aid/aid-requests/filing-queries.server";
import {
  REQUESTS_A_PAGE,
  requestCounts,
  requestSorts,
  requestsForDesk,
} from "#app/legal-aid/aid-requests/queries.server";
import { StateTag, UrgencyTag } from "#app/legal-aid/aid-requests/request-tags";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { LinkButton } from "#app/ui/button";
import { SelectField } from "#app/ui/choice-fields";
import { DataTable } from "#app/ui/data-table";
import { Paging, SearchBar } from "#app/ui/find-and-page";
import { PageHeader } from "#app/ui/page-header";
import { EmptyState } from "#app/ui/surfaces";
import { requestStates, urgencies } from "#db/vocabulary";

export const handle: PageHandle = { title: "desk.requests.title" };

/** States in which an emergency still waits for somebody. */
const needsDesk = new Set<string>(["received", "in_triage", "matching", "offered"]);
const stateChoices = ["open", "all", ...requestStates] as const;

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const query = new URL(args.request.url).searchParams;
  const oneOf = <T extends string>(name: string, known: readonly T[]) => known.find((one) => one === query.get(name));
  const { regions } = await filingChoices(context);
  const filter = {
    search: (query.get("q") ?? "").slice(0, 40),
    state: oneOf("state", stateChoices) ?? "open",
    urgency: oneOf("urgency", urgencies) ?? null,
    regionIso: regions.find(({ iso }) => iso === query.get("region"))?.iso ?? null,
    sort: oneOf("sort", requestSorts) ?? "urgency",
    direction: oneOf("dir", ["asc", "desc"] as const) ?? "asc",
    page: parsePage(query.get("page")),
  };
  const [{ rows, total }, counts] = await Promise.all([requestsForDesk(context, filter), requestCounts(context)]);
  return { rows, total, pageSize: REQUESTS_A_PAGE, counts, regions, filter };
}

/** The desk's list: codes, states and clocks; no name. */
export default function Requests() {
  const t = useT();
  const format = useFormat();
  const locale = useLocale();
  const { rows, total, pageSize, counts, regions, filter } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={t("desk.requests.title")}
        lead={t("desk.requests.lead")}
        action={<LinkButton href="/desk/requests/new">{t("desk.home.new")}</LinkButton>}
      />
      <SearchBar label={t("desk.requests.search")} keep={["sort", "dir"]}>
        <SelectField
          name="state"
          label={t("desk.requests.state")}
          empty={false}
          defaultValue={filter.state}
          choices={[
            { value: "open", label: t("desk.requests.openOnes") },
            { value: "all", label: t("desk.requests.allOnes") },
            ...requestStates.map((state) => ({
              value: state,
              label: `${t(`words.requestState.${state}`)} (${format.number(counts[state])})`,
            })),
          ]}
        />
        <SelectField
          name="urgency"
          label={t("desk.requests.urgency")}
          empty={t("desk.requests.any")}
          defaultValue={filter.urgency ?? ""}
          choices={urgencies.map((value) => ({ value, label: t(`words.urgency.${value}`) }))}
        />
        <SelectField
          name="region"
          label={t("desk.requests.region")}
          empty={t("desk.requests.any")}
          defaultValue={filter.regionIso ?? ""}
          choices={regions.map((region) => ({ value: region.iso, label: region[locale] }))}
        />
      </SearchBar>
      <DataTable
        caption={t("common.results", { count: total })}
        rows={rows}
        rowKey={(row) => row.id}
        rowTone={(row) => (row.urgency === "emergency" && needsDesk.has(row.state) ? "danger" : undefined)}
        sort={{ by: filter.sort, direction: filter.direction }}
        empty={
          <EmptyState title={t("desk.requests.empty")}>
            <p>{t("desk.requests.emptyText")}</p>
          </EmptyState>
        }
        columns={[
          {
            key: "code",
            header: t("desk.requests.code"),
            rowHeader: true,
            sortable: true,
            cell: (row) => (
              <a className="whitespace-nowrap" href={paths.aidRequest(row.id)}>
                {row.code}
              </a>
            ),
          },
          {
            key: "urgency",
            header: t("desk.requests.urgency"),
            sortable: true,
            cell: (row) => <UrgencyTag urgency={row.urgency} />,
          },
          { key: "state", header: t("desk.requests.state"), cell: (row) => <StateTag state={row.state} /> },
          {
            key: "area",
            header: t("desk.requests.area"),
            cell: (row) => (locale === "sq" ? row.areaSq : row.areaEn) ?? t("desk.requests.noArea"),
          },
          {
            key: "region",
            header: t("desk.requests.region"),
            cell: (row) => (locale === "sq" ? row.regionSq : row.regionEn) ?? t("desk.requests.noRegion"),
          },
          {
            key: "contact",
            header: t("desk.requests.channelColumn"),
            cell: (row) => t(`words.contactChannel.${row.contactChannel}`),
          },
          {
            key: "next",
            header: t("desk.requests.next"),
            sortable: true,
            numeric: true,
            cell: (row) => (row.nextDateOn ? format.date(row.nextDateOn) : "–"),
          },
          {
            key: "received",
            header: t("desk.requests.received"),
            sortable: true,
            numeric: true,
            cell: (row) => format.dateTime(row.receivedAt),
          },
        ]}
      />
      <Paging page={filter.page} pageSize={pageSize} total={total} />
    </>
  );
}
