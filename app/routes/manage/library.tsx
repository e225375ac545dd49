import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { foldedIncludes } from "#app/i18n/fold";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { publicationsForManager } from "#app/training/materials/queries.server";
import { LinkButton } from "#app/ui/button";
import { DataTable } from "#app/ui/data-table";
import { SearchBar } from "#app/ui/find-and-page";
import { PageHeader } from "#app/ui/page-header";
import { EmptyState, Tag } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "manage.library.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const search = (new URL(args.request.url).searchParams.get("q") ?? "").trim().slice(0, 100);
  const all = await publicationsForManager(context, localeOf(args.request));
  return { search, publications: all.filter(({ title, summary }) => foldedIncludes(`${title} ${summary}`, search)) };
}

/** Everything in the library, drafts first. */
export default function ManageLibrary() {
  const { search, publications } = useLoaderData<typeof loader>();
  const t = useT("manage");
  const words = useT("public");
  const format = useFormat();
  const empty = search ? t("library.nothing", { search }) : t("library.empty");
  return (
    <>
      <PageHeader
        title={t("library.title")}
        lead={t("library.lead")}
        action={<LinkButton href="/manage/library/new">{t("library.new")}</LinkButton>}
      />
      <SearchBar label={t("library.search")} />
      {publications.length === 0 ? (
        <EmptyState title={empty}>{t("library.emptyText")}</EmptyState>
      ) : (
        <DataTable
          caption={t("library.title")}
          hideCaption
          rows={publications}
          rowKey={(row) => row.id}
          columns={[
            {
              key: "title",
              header: t("library.name"),
              rowHeader: true,
              cell: (row) => <a href={`/manage/library/${row.id}`}>{row.title}</a>,
            },
            { key: "kind", header: t("library.kind"), cell: (row) => words(`library.kind.${row.kind}`) },
            { key: "project", header: t("library.project"), cell: (row) => row.project ?? "–" },
            {
              key: "state",
              header: t("library.state"),
              cell: (row) =>
                row.publishedOn ? (
                  <a href={paths.publication(row.slug)}>
                    {t("library.publishedOn", { day: format.date(row.publishedOn) })}
                  </a>
                ) : (
                  <Tag tone="warn">{t("library.draft")}</Tag>
                ),
            },
          ]}
        />
      )}
    </>
  );
}
