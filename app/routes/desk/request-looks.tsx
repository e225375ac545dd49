import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { LooksTable } from "#app/audit/looks-table";
import { looksAtRequest, looksPageSize } from "#app/audit/queries.server";
import { parseId, parsePage } from "#app/forms/read-form.server";
import { useT } from "#app/i18n/use-t";
import { requestHead } from "#app/legal-aid/aid-requests/queries.server";
import { BreakGlassNotice } from "#app/legal-aid/break-glass/break-glass-notice";
import { approvedBreakGlass } from "#app/legal-aid/break-glass/queries.server";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Paging } from "#app/ui/find-and-page";
import { PageHeader } from "#app/ui/page-header";

export const handle = pageHandle<typeof loader>({ title: (t, { code }) => t("audit.look.title", { code }) });

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const page = parsePage(new URL(args.request.url).searchParams.get("page"));
  const { id, code } = await requestHead(context, parseId(args.params.id));
  const [looks, broken] = await Promise.all([looksAtRequest(context, id, page), approvedBreakGlass(context, id)]);
  return { id, code, looks, broken, page, pageSize: looksPageSize };
}

/** Everybody who looked at one request, for the desk. */
export default function RequestLooks() {
  const { id, code, looks, broken, page, pageSize } = useLoaderData<typeof loader>();
  const t = useT();
  return (
    <>
      <PageHeader
        title={t("audit.look.title", { code })}
        lead={t("audit.look.lead")}
        crumbs={[{ label: t("desk.request.title", { code }), href: paths.aidRequest(id) }]}
      />
      <BreakGlassNotice opened={broken} />
      <LooksTable looks={looks.rows} caption={t("audit.look.title", { code })} />
      <Paging page={page} pageSize={pageSize} total={looks.total} />
    </>
  );
}
