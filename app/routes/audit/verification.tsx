import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { checkAuditLog } from "#app/audit/check-audit-log.server";
import { auditStanding } from "#app/audit/queries.server";
import { StandingCard } from "#app/audit/standing-card";
import { useVerdictWords } from "#app/audit/words";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { Notice } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "audit.status.checkTitle" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "auditor", "dpo");
  return { standing: await auditStanding(context) };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "auditor", "dpo");
  return data({ verdict: await checkAuditLog(context) });
}

export default function VerificationPage() {
  const { standing } = useLoaderData<typeof loader>();
  const verdict = useActionData<typeof action>()?.verdict;
  const t = useT("audit");
  const verdictWords = useVerdictWords();
  return (
    <>
      <PageHeader
        title={t("status.checkTitle")}
        lead={t("status.checkLead")}
        crumbs={[{ label: t("title"), href: paths.audit }]}
      />
      {verdict && (
        <Notice tone={verdict.fault ? "danger" : "calm"} title={verdictWords(verdict.fault?.kind ?? "whole")} live>
          <p>{t("status.result", { rows: verdict.rows, anchors: verdict.anchors })}</p>
          {verdict.fault && (
            <p>
              {t("status.place", {
                position: String(verdict.fault.position),
                sequence: verdict.fault.sequence ?? "–",
              })}
            </p>
          )}
        </Notice>
      )}
      <StandingCard standing={standing} />
      <Form>
        <Button>{t("status.checkButton")}</Button>
      </Form>
    </>
  );
}
