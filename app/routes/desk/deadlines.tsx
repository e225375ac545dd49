import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { parsePage } from "#app/forms/read-form.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { deadlinesForDesk } from "#app/legal-aid/cases/desk-queries.server";
import { DeadlineTags, useDueWords } from "#app/legal-aid/deadlines/deadline-words";
import { loudness } from "#app/legal-aid/deadlines/rules";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { DataTable } from "#app/ui/data-table";
import { Paging } from "#app/ui/find-and-page";
import { PageHeader } from "#app/ui/page-header";
import { EmptyState, Notice, Tag } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "network.deadlines.title" };

const pageSize = 50;

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const page = parsePage(new URL(args.request.url).searchParams.get("page"));
  return { ...(await deadlinesForDesk(context, { page, pageSize })), page, now: context.now };
}

export default function DeskDeadlines() {
  const { rows, total, overdue, page, now } = useLoaderData<typeof loader>();
  const t = useT("network");
  const words = useT("words");
  const format = useFormat();
  const dueWords = useDueWords();
  return (
    <>
      <PageHeader title={t("deadlines.title")} lead={t("deadlines.lead")} />
      {overdue > 0 && (
        <Notice tone="danger" title={t("deadlines.overdueTitle", { count: overdue })}>
          <p>{t("deadlines.overdueText")}</p>
        </Notice>
      )}
      <DataTable
        caption={t("deadlines.title")}
        hideCaption
        rows={rows}
        rowKey={({ id }) => id}
        rowTone={(row) => (loudness(row.dueAt, row.warnBefore, now) === "overdue" ? "danger" : undefined)}
        empty={<EmptyState title={t("deadlines.none")}>{t("deadlines.noneNext")}</EmptyState>}
        columns={[
          { key: "due", header: t("deadlines.due"), rowHeader: true, cell: (row) => dueWords(row.dueAt) },
          { key: "loud", header: t("deadlines.left"), cell: (row) => <DeadlineTags deadline={row} now={now} /> },
          { key: "what", header: t("deadlines.what"), cell: (row) => row[t.locale] },
          {
            key: "case",
            header: t("cases.code"),
            cell: (row) => (
              <>
                <a className="whitespace-nowrap" href={paths.aidRequest(row.requestId)}>
                  {row.caseCode}
                </a>{" "}
                {row.caseState === "handed_back" && <Tag tone="danger">{words("caseState.handed_back")}</Tag>}
              </>
            ),
          },
          {
            key: "lawyer",
            header: t("offers.lawyer"),
            cell: (row) => <a href={`${paths.desk}/lawyers/${row.lawyerId}`}>{row.lawyer}</a>,
          },
          { key: "started", header: t("deadlines.started"), cell: (row) => format.dateTime(row.startedAt) },
        ]}
      />
      <Paging page={page} pageSize={pageSize} total={total} />
    </>
  );
}
