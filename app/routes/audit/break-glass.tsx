import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { parsePage } from "#app/forms/read-form.server";
import { useT } from "#app/i18n/use-t";
import { BreakGlassTable } from "#app/legal-aid/break-glass/break-glass-table";
import { breakGlassForOverseer, breakGlassPageSize } from "#app/legal-aid/break-glass/queries.server";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { LinkButton } from "#app/ui/button";
import { Paging } from "#app/ui/find-and-page";
import { PageHeader } from "#app/ui/page-header";

export const handle: PageHandle = { title: "audit.glass.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "dpo", "auditor", "administrator");
  const page = parsePage(new URL(args.request.url).searchParams.get("page"));
  const found = await breakGlassForOverseer(context, page);
  return { ...found, page, pageSize: breakGlassPageSize, mayAsk: context.actor.as === "dpo" };
}

/** What was asked, what waits for a decision, what is open. */
export default function BreakGlassPage() {
  const { rows, total, page, pageSize, mayAsk } = useLoaderData<typeof loader>();
  const t = useT("audit");
  return (
    <>
      <PageHeader
        title={t("glass.title")}
        lead={t("glass.lead")}
        action={mayAsk && <LinkButton href={paths.auditRequests}>{t("glass.choose")}</LinkButton>}
      />
      <BreakGlassTable rows={rows} caption={t("glass.title")} />
      <Paging page={page} pageSize={pageSize} total={total} />
    </>
  );
}
