import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { LooksTable } from "#app/audit/looks-table";
import { looksAtRequest, looksPageSize, requestCode } from "#app/audit/queries.server";
import { parseId, parsePage } from "#app/forms/read-form.server";
import { useT } from "#app/i18n/use-t";
import { BreakGlassTable } from "#app/legal-aid/break-glass/break-glass-table";
import { breakGlassOfRequest } from "#app/legal-aid/break-glass/queries.server";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { LinkButton } from "#app/ui/button";
import { Paging } from "#app/ui/find-and-page";
import { PageHeader } from "#app/ui/page-header";
import { Card } from "#app/ui/surfaces";

export const handle = pageHandle<typeof loader>({ title: (t, { code }) => t("audit.look.title", { code }) });

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "dpo", "auditor");
  const id = parseId(args.params.id);
  const page = parsePage(new URL(args.request.url).searchParams.get("page"));
  const code = await requestCode(context, id);
  const [looks, history] = await Promise.all([looksAtRequest(context, id, page), breakGlassOfRequest(context, id)]);
  return { id, code, looks, history, page, pageSize: looksPageSize, mayAsk: context.actor.as === "dpo" };
}

/** Who looked at one request, and what was asked about it; of the request itself the code only. */
export default function LookedAtRequest() {
  const { id, code, looks, history, page, pageSize, mayAsk } = useLoaderData<typeof loader>();
  const t = useT("audit");
  return (
    <>
      <PageHeader
        title={t("look.title", { code })}
        lead={t("look.lead")}
        crumbs={[{ label: t("look.requests"), href: paths.auditRequests }]}
        action={mayAsk && <LinkButton href={`${paths.auditRequest(id)}/break-glass`}>{t("glass.ask")}</LinkButton>}
      />
      {history.length > 0 && (
        <Card title={t("look.history")}>
          <BreakGlassTable rows={history} caption={t("look.history")} />
        </Card>
      )}
      <p className="soft">
        {t("look.count", { count: looks.total })} · <a href={`${paths.audit}?subject=${id}`}>{t("look.log")}</a>
      </p>
      <LooksTable looks={looks.rows} caption={t("look.title", { code })} />
      <Paging page={page} pageSize={pageSize} total={looks.total} />
    </>
  );
}
