import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { env } from "#app/env.server";
import { parsePage } from "#app/forms/read-form.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { outboxForAdministrator, outboxPageSize } from "#app/notifications/queries.server";
import { GIVEN_UP_AFTER, outcomeWord } from "#app/notifications/rules";
import type { PageHandle } from "#app/page-handle";
import { ActionForm } from "#app/ui/button";
import { DataTable } from "#app/ui/data-table";
import { Paging } from "#app/ui/find-and-page";
import { PageHeader, SubNav } from "#app/ui/page-header";
import { EmptyState, Notice, Tag } from "#app/ui/surfaces";
import { messageStates } from "#db/vocabulary";

export const handle: PageHandle = { title: "admin.outbox.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "administrator");
  const query = new URL(args.request.url).searchParams;
  const state = messageStates.find((known) => known === query.get("state")) ?? null;
  const page = parsePage(query.get("page"));
  return {
    ...(await outboxForAdministrator(context, state, page)),
    state,
    page,
    pageSize: outboxPageSize,
    demo: env().demo,
  };
}

export default function OutboxPage() {
  const { rows, total, states, hold, state, page, pageSize, demo } = useLoaderData<typeof loader>();
  const t = useT("admin");
  const words = useT("words");
  const format = useFormat();
  const lead = state === "failed" ? t("outbox.failedLead", { attempts: GIVEN_UP_AFTER }) : t("outbox.lead");
  return (
    <>
      <PageHeader title={t("outbox.title")} lead={demo ? t("outbox.leadDemo") : lead} />
      {hold && (
        <Notice tone="warn" title={t("outbox.hold")}>
          {t("outbox.holdText", {
            backup: format.dateTime(new Date(hold.backupAt)),
            restored: format.dateTime(new Date(hold.since)),
          })}
        </Notice>
      )}
      <SubNav
        items={[
          { label: t("outbox.all"), href: "/admin/outbox", current: state === null },
          ...messageStates.map((known) => ({
            label: words(`messageState.${known}`),
            href: `/admin/outbox?state=${known}`,
            count: states.find((row) => row.state === known)?.rows ?? 0,
            current: state === known,
          })),
        ]}
      />
      <DataTable
        caption={t("outbox.title")}
        hideCaption
        rows={rows}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t("outbox.none")}>{t("outbox.noneText")}</EmptyState>}
        columns={[
          {
            key: "kind",
            header: t("outbox.kind"),
            rowHeader: true,
            cell: (row) =>
              demo ? (
                <a href={`/admin/outbox/${row.id}`}>{words(`messageKind.${row.kind}`)}</a>
              ) : (
                words(`messageKind.${row.kind}`)
              ),
          },
          {
            key: "to",
            header: t("outbox.to"),
            cell: (row) => row.recipient ?? t(`outbox.recipient.${row.recipientKind}`),
          },
          { key: "at", header: t("outbox.at"), cell: (row) => format.dateTime(new Date(row.createdAt)) },
          {
            key: "state",
            header: t("outbox.state"),
            cell: (row) => (
              <Tag tone={row.state === "failed" ? "danger" : row.state === "waiting" ? "warn" : "calm"}>
                {words(`messageState.${row.state}`)}
              </Tag>
            ),
          },
          {
            key: "outcome",
            header: t("outbox.outcomeTitle"),
            cell: (row) => row.outcome && t(`outbox.outcome.${outcomeWord(row.outcome)}`),
          },
          ...(rows.some((row) => row.state === "failed")
            ? [{ key: "again", header: t("outbox.again"), cell: (row: Row) => <SendAgain row={row} /> }]
            : []),
        ]}
      />
      <Paging page={page} pageSize={pageSize} total={total} />
    </>
  );
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number];

function SendAgain({ row }: { row: Row }) {
  const t = useT("admin");
  const words = useT("words");
  if (row.state !== "failed") return null;
  const recipient = row.recipient ?? t(`outbox.recipient.${row.recipientKind}`);
  const label = t("outbox.againLabel", { kind: words(`messageKind.${row.kind}`), recipient });
  return (
    <ActionForm action={`/admin/outbox/${row.id}/delivery`} small label={label}>
      {t("outbox.again")}
    </ActionForm>
  );
}
