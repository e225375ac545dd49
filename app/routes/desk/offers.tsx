import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { checkForm, parsePage } from "#app/forms/read-form.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { UrgencyTag } from "#app/legal-aid/aid-requests/request-tags";
import { networkLabels } from "#app/legal-aid/lawyers/queries.server";
import { offerSearch } from "#app/legal-aid/offers/forms";
import { offerCounts, offersForDesk } from "#app/legal-aid/offers/queries.server";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { ActionForm } from "#app/ui/button";
import { DataTable } from "#app/ui/data-table";
import { FileLinks } from "#app/ui/file-links";
import { Paging, SearchBar } from "#app/ui/find-and-page";
import { PageHeader, SubNav } from "#app/ui/page-header";
import { EmptyState, Tag } from "#app/ui/surfaces";
import { offerStates } from "#db/vocabulary";

export const handle: PageHandle = { title: "network.offers.title" };

const pageSize = 50;

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const query = new URL(args.request.url).searchParams;
  const search = checkForm(query, offerSearch);
  const filter = search.ok ? search.value : { q: null, state: null };
  const page = parsePage(query.get("page"));
  const [list, counts, labels] = await Promise.all([
    offersForDesk(context, { ...filter, page, pageSize }),
    offerCounts(context),
    networkLabels(context, localeOf(args.request)),
  ]);
  return { ...list, counts, state: filter.state, page, areas: labels.areas, now: context.now };
}

export default function DeskOffers() {
  const { rows, total, counts, state, page, areas, now } = useLoaderData<typeof loader>();
  const t = useT("network");
  const words = useT("words");
  const format = useFormat();
  const here = `${paths.desk}/offers`;
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <>
      <PageHeader title={t("offers.title")} lead={t("offers.lead")} />
      <SubNav
        items={[
          { label: t("lawyers.any"), href: here, count: all, current: state === null },
          ...offerStates
            .filter((known) => (counts[known] ?? 0) > 0)
            .map((known) => ({
              label: words(`offerState.${known}`),
              href: `${here}?state=${known}`,
              count: counts[known] ?? 0,
              current: state === known,
            })),
        ]}
      />
      <SearchBar label={t("lawyers.searchLawyerOrCode")} keep={["state"]} />
      <DataTable
        caption={t("offers.title")}
        hideCaption
        rows={rows}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t("offers.none")}>{t("offers.noneNext")}</EmptyState>}
        columns={[
          {
            key: "request",
            header: t("offers.request"),
            rowHeader: true,
            cell: (row) => (
              <a className="whitespace-nowrap" href={`${paths.aidRequest(row.requestId)}/matching`}>
                {row.requestCode}
              </a>
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
              <>
                <Tag
                  tone={
                    row.state === "open" || row.state === "holding"
                      ? "warn"
                      : row.state === "accepted"
                        ? "calm"
                        : "plain"
                  }
                >
                  {words(`offerState.${row.state}`)}
                </Tag>
                {row.declineCode && <div className="small soft">{words(`declineCode.${row.declineCode}`)}</div>}
                {row.declineReason && <div className="small soft">{row.declineReason}</div>}
              </>
            ),
          },
          { key: "made", header: t("offers.made"), cell: (row) => format.dateTime(row.openedAt) },
          {
            key: "until",
            header: t("offers.ends"),
            cell: (row) =>
              row.state === "open"
                ? format.relative(row.expiresAt, now)
                : row.state === "holding" && row.holdUntil
                  ? format.relative(row.holdUntil, now)
                  : row.endedAt
                    ? format.dateTime(row.endedAt)
                    : "–",
          },
          {
            key: "withdraw",
            header: t("offers.withdraw"),
            hideHeader: true,
            cell: (row) =>
              (row.state === "open" || row.state === "holding") && (
                <ActionForm action={`${here}/${row.id}/withdrawal`} tone="plain" small>
                  {t("offers.withdraw")}
                </ActionForm>
              ),
          },
        ]}
      />
      <FileLinks />
      <Paging page={page} pageSize={pageSize} total={total} />
    </>
  );
}
