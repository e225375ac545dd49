import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { LooksTable } from "#app/audit/looks-table";
import { looksPageSize } from "#app/audit/queries.server";
import { parseId, parsePage } from "#app/forms/read-form.server";
import { useT } from "#app/i18n/use-t";
import { BreakGlassNotice } from "#app/legal-aid/break-glass/break-glass-notice";
import { looksAtCase } from "#app/legal-aid/cases/own-case-queries.server";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Paging } from "#app/ui/find-and-page";
import { PageHeader } from "#app/ui/page-header";

export const handle: PageHandle = { title: "lawyer.case.looks" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "lawyer");
  const id = parseId(args.params.id);
  const page = parsePage(new URL(args.request.url).searchParams.get("page"));
  return { id, ...(await looksAtCase(context, id, page)), page, pageSize: looksPageSize };
}

/** Everybody who looked at the file of an own case: roles, no names. */
export default function CaseLooks() {
  const { id, code, looks, broken, page, pageSize } = useLoaderData<typeof loader>();
  const t = useT("lawyer");
  return (
    <>
      <PageHeader title={t("case.looks")} lead={t("case.looksLead")} crumbs={[{ label: code, href: paths.case(id) }]} />
      <BreakGlassNotice opened={broken} />
      <LooksTable looks={looks.rows} caption={t("case.looks")} />
      <Paging page={page} pageSize={pageSize} total={looks.total} />
    </>
  );
}
