import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { searchPeople } from "#app/accounts/people-queries.server";
import { parsePage } from "#app/forms/read-form.server";
import { useFormat, useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { LinkButton } from "#app/ui/button";
import { DataTable } from "#app/ui/data-table";
import { FileLinks } from "#app/ui/file-links";
import { Paging, SearchBar } from "#app/ui/find-and-page";
import { PageHeader } from "#app/ui/page-header";
import { EmptyState } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "manage.people.title" };

const pageSize = 50;

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const query = new URL(args.request.url).searchParams;
  const page = parsePage(query.get("page"));
  const search = (query.get("q") ?? "").trim().slice(0, 100);
  return { ...(await searchPeople(context, { search, page, pageSize })), page };
}

export default function People() {
  const { rows, total, page } = useLoaderData<typeof loader>();
  const t = useT("manage");
  const format = useFormat();
  return (
    <>
      <PageHeader
        title={t("people.title")}
        lead={t("people.lead")}
        action={
          <LinkButton href={paths.duplicates} tone="quiet">
            {t("people.duplicates")}
          </LinkButton>
        }
      />
      <SearchBar label={t("people.search")} />
      <DataTable
        caption={t("people.title")}
        hideCaption
        rows={rows}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t("people.empty")}>{t("people.emptyText")}</EmptyState>}
        columns={[
          {
            key: "name",
            header: t("people.name"),
            rowHeader: true,
            cell: ({ givenName, familyName }) => `${familyName} ${givenName}`,
          },
          { key: "institution", header: t("people.institution"), cell: ({ institution }) => institution },
          {
            key: "contact",
            header: t("people.contact"),
            cell: ({ email, phone }) => <span className="wrap-anywhere">{email ?? phone}</span>,
          },
          { key: "events", header: t("people.events"), numeric: true, cell: ({ events }) => format.number(events) },
          {
            key: "certificates",
            header: t("people.certificates"),
            numeric: true,
            cell: ({ certificates }) => format.number(certificates),
          },
        ]}
      />
      <FileLinks />
      <Paging page={page} pageSize={pageSize} total={total} />
    </>
  );
}
