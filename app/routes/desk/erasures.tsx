import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { useT } from "#app/i18n/use-t";
import { DecidedErasures, WaitingErasures } from "#app/legal-aid/erasures/erasure-tables";
import { erasureQueue } from "#app/legal-aid/erasures/queries.server";
import type { PageHandle } from "#app/page-handle";
import { PageHeader } from "#app/ui/page-header";
import { Card, EmptyState, Stack } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "privacy.officer.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  return erasureQueue(context);
}

/** Which requests wait to be erased, and what the desk has to end first. */
export default function DeskErasures() {
  const { waiting, decided } = useLoaderData<typeof loader>();
  const t = useT("privacy");
  return (
    <>
      <PageHeader title={t("officer.title")} lead={t("officer.deskLead")} />
      {waiting.length + decided.length === 0 && (
        <EmptyState title={t("officer.none")}>{t("officer.noneText")}</EmptyState>
      )}
      <Stack>
        {waiting.length > 0 && (
          <Card title={t("officer.waiting")}>
            <WaitingErasures rows={waiting} linked={false} />
          </Card>
        )}
        {decided.length > 0 && (
          <Card title={t("officer.decided")}>
            <DecidedErasures rows={decided} />
          </Card>
        )}
      </Stack>
    </>
  );
}
