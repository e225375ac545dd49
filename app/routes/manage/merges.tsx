import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { parsePage } from "#app/forms/read-form.server";
import { useFormat, useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { DuplicateNav } from "#app/training/person-merges/comparison";
import { mergesForManager } from "#app/training/person-merges/queries.server";
import { ActionForm } from "#app/ui/button";
import { DataTable } from "#app/ui/data-table";
import { Paging } from "#app/ui/find-and-page";
import { PageHeader } from "#app/ui/page-header";
import { EmptyState } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "manage.merges.title" };

const pageSize = 25;

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const page = parsePage(new URL(args.request.url).searchParams.get("page"));
  return { ...(await mergesForManager(context, { page, pageSize })), page };
}

export default function Merges() {
  const { rows, total, page } = useLoaderData<typeof loader>();
  const t = useT("manage");
  const format = useFormat();
  return (
    <>
      <PageHeader
        title={t("merges.title")}
        lead={t("merges.lead")}
        crumbs={[{ label: t("people.title"), href: paths.people }]}
      />
      <DuplicateNav current="merged" />
      <DataTable
        caption={t("merges.title")}
        hideCaption
        rows={rows}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t("merges.empty")}>{t("merges.emptyText")}</EmptyState>}
        columns={[
          { key: "kept", header: t("merges.kept"), rowHeader: true, cell: ({ keptName }) => keptName },
          { key: "merged", header: t("merges.merged"), cell: ({ mergedName }) => mergedName },
          {
            key: "when",
            header: t("merges.when"),
            cell: ({ at, by }) => t("merges.whenBy", { when: format.dateTime(at), by }),
          },
          {
            key: "undo",
            header: t("merges.undo"),
            hideHeader: true,
            cell: ({ id, undoneAt, reversible }) => {
              if (undoneAt) return <span className="soft">{t("merges.undone", { when: format.date(undoneAt) })}</span>;
              if (!reversible) return <span className="soft">{t("merges.later")}</span>;
              return (
                <ActionForm action={`${paths.merges}/${id}/reversal`} small>
                  {t("merges.undo")}
                </ActionForm>
              );
            },
          },
        ]}
      />
      <Paging page={page} pageSize={pageSize} total={total} />
    </>
  );
}
