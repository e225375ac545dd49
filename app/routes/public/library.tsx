import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { anyone } from "#app/accounts/guards.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { publishedMaterials } from "#app/training/materials/queries.server";
import { RowList } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { EmptyState, Tag } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "public.library.title" };

export async function loader(args: LoaderFunctionArgs) {
  return { publications: await publishedMaterials(anyone(args), localeOf(args.request)) };
}

export default function Library() {
  const { publications } = useLoaderData<typeof loader>();
  const t = useT("public");
  const format = useFormat();
  const items = publications.map((publication) => ({
    key: publication.slug,
    title: publication.title,
    href: paths.publication(publication.slug),
    about: [publication.summary, publication.publishedOn && format.date(publication.publishedOn)]
      .filter(Boolean)
      .join(" · "),
    end: <Tag>{t(`library.kind.${publication.kind}`)}</Tag>,
  }));
  return (
    <>
      <PageHeader title={t("library.title")} lead={t("library.lead")} />
      {items.length > 0 ? (
        <RowList items={items} />
      ) : (
        <EmptyState title={t("library.empty")}>{t("library.emptyText")}</EmptyState>
      )}
    </>
  );
}
