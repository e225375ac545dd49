import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { DecidedErasures, WaitingErasures } from "#app/legal-aid/erasures/erasure-tables";
import { correctionQueue, erasureQueue } from "#app/legal-aid/erasures/queries.server";
import type { PageHandle } from "#app/page-handle";
import { type RowItem, RowList } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Card, EmptyState, Stack, Tag } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "privacy.officer.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "dpo");
  return { ...(await erasureQueue(context)), corrections: await correctionQueue(context) };
}

/** What people ask about their data, for the officer who decides. */
export default function ErasuresPage() {
  const { waiting, decided, corrections } = useLoaderData<typeof loader>();
  const t = useT("privacy");
  const format = useFormat();
  const wishes: RowItem[] = corrections.map((one) => ({
    key: one.id,
    href: `/audit/corrections/${one.id}`,
    title: t("officer.correction", { name: one.name }),
    about: format.date(one.askedAt),
    end: <Tag tone={one.state === "asked" ? "accent" : "plain"}>{t(`correctionState.${one.state}`)}</Tag>,
  }));
  return (
    <>
      <PageHeader title={t("officer.title")} lead={t("officer.lead")} />
      {waiting.length + decided.length + corrections.length === 0 && (
        <EmptyState title={t("officer.none")}>{t("officer.noneText")}</EmptyState>
      )}
      <Stack>
        {waiting.length > 0 && (
          <Card title={t("officer.waiting")}>
            <WaitingErasures rows={waiting} linked />
          </Card>
        )}
        {wishes.length > 0 && (
          <Card title={t("officer.correctionTitle")}>
            <RowList items={wishes} />
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
