import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { organisationsForAdministrator } from "#app/organisations/queries.server";
import type { PageHandle } from "#app/page-handle";
import { DataTable } from "#app/ui/data-table";
import { PageHeader } from "#app/ui/page-header";

export const handle: PageHandle = { title: "admin.organisations.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "administrator");
  return { organisations: await organisationsForAdministrator(context, localeOf(args.request)) };
}

export default function OrganisationsPage() {
  const { organisations } = useLoaderData<typeof loader>();
  const t = useT("admin");
  const words = useT("words");
  const format = useFormat();
  return (
    <>
      <PageHeader title={t("organisations.title")} lead={t("organisations.lead")} />
      <DataTable
        caption={t("organisations.title")}
        hideCaption
        rows={organisations}
        rowKey={(row) => row.id}
        columns={[
          { key: "name", header: t("organisations.name"), rowHeader: true, cell: (row) => row.name },
          { key: "kind", header: t("organisations.kind"), cell: (row) => words(`organisationKind.${row.kind}`) },
          { key: "region", header: t("organisations.region"), cell: (row) => row.region ?? "–" },
          {
            key: "members",
            header: t("organisations.members"),
            numeric: true,
            cell: (row) => format.number(row.members),
          },
        ]}
      />
    </>
  );
}
