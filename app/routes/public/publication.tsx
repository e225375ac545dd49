import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { anyone } from "#app/accounts/guards.server";
import { notFound } from "#app/context.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { publishedMaterial } from "#app/training/materials/queries.server";
import { PageHeader } from "#app/ui/page-header";
import { Prose, Tag } from "#app/ui/surfaces";

export const handle = pageHandle<typeof loader>({ title: (_, { publication }) => publication.title });

export async function loader(args: LoaderFunctionArgs) {
  const publication = await publishedMaterial(anyone(args), args.params.slug ?? "", localeOf(args.request));
  if (!publication) throw notFound();
  return { publication };
}

export default function Publication() {
  const { publication } = useLoaderData<typeof loader>();
  const t = useT("public");
  const format = useFormat();
  const { publishedOn, body } = publication;
  return (
    <article className="stack">
      <PageHeader
        title={publication.title}
        lead={publication.summary}
        crumbs={[{ label: t("library.title"), href: paths.library }]}
        tags={<Tag>{t(`library.kind.${publication.kind}`)}</Tag>}
      />
      {publishedOn && <p className="soft">{t("library.published", { date: format.longDate(publishedOn) })}</p>}
      <Prose>
        {body.split(/\n{2,}/).map((paragraph) => (
          <p key={paragraph} className="whitespace-pre-line">
            {paragraph}
          </p>
        ))}
      </Prose>
    </article>
  );
}
