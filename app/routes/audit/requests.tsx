import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { looksPageSize, requestsLookedAt } from "#app/audit/queries.server";
import { parsePage } from "#app/forms/read-form.server";
import { useFormat, useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { DataTable } from "#app/ui/data-table";
import { Paging, SearchBar } from "#app/ui/find-and-page";
import { PageHeader } from "#app/ui/page-header";

export const handle: PageHandle = { title: "audit.look.requests" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "auditor", "dpo");
  const query = new URL(args.request.url).searchParams;
  const page = parsePage(query.get("page"));
  return { ...(await requestsLookedAt(context, query.get("q"), page)), page, pageSize: looksPageSize };
}

/** Requests by their code, and how often each was opened. */
export default function LookedAtRequests() {
  const { rows, total, page, pageSize } = useLoaderData<typeof loader>();
  const t = useT("audit");
  const format = useFormat();
  return (
    <>
      <PageHeader title={t("look.requests")} lead={t("look.requestsLead")} />
      <SearchBar label={t("look.code")} />
      <DataTable
        caption={t("look.requests")}
        hideCaption
        rows={rows}
        rowKey={(row) => row.id}
        empty={<p className="soft">{t("look.noRequest")}</p>}
        columns={[
          {
            key: "code",
            header: t("look.code"),
            rowHeader: true,
            cell: (row) => <a href={paths.auditRequest(row.id)}>{row.code}</a>,
          },
          { key: "received", header: t("look.received"), cell: (row) => format.date(row.receivedAt) },
          { key: "openings", header: t("look.openings"), numeric: true, cell: (row) => format.number(row.openings) },
          { key: "last", header: t("look.last"), cell: (row) => (row.lastAt ? format.dateTime(row.lastAt) : "–") },
        ]}
      />
      <Paging page={page} pageSize={pageSize} total={total} />
    </>
  );
}
