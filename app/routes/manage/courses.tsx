import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { coursesForManager } from "#app/training/courses/queries.server";
import { LinkButton } from "#app/ui/button";
import { DataTable } from "#app/ui/data-table";
import { PageHeader } from "#app/ui/page-header";
import { EmptyState, Tag } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "manage.courses.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  return { courses: await coursesForManager(context, localeOf(args.request)) };
}

export default function Courses() {
  const { courses } = useLoaderData<typeof loader>();
  const t = useT("manage");
  const words = useT("words");
  const format = useFormat();
  return (
    <>
      <PageHeader
        title={t("courses.title")}
        lead={t("courses.lead")}
        action={<LinkButton href={`${paths.manage}/courses/new`}>{t("courses.new")}</LinkButton>}
      />
      <DataTable
        caption={t("courses.title")}
        hideCaption
        rows={courses}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t("courses.empty")}>{t("courses.emptyText")}</EmptyState>}
        columns={[
          {
            key: "title",
            header: t("courses.course"),
            rowHeader: true,
            cell: ({ id, title }) => <a href={`${paths.manage}/courses/${id}`}>{title}</a>,
          },
          { key: "kind", header: t("courses.kind"), cell: ({ kind }) => words(`eventKind.${kind}`) },
          { key: "minutes", header: t("courses.duration"), cell: ({ minutes }) => format.minutes(minutes) },
          {
            key: "rule",
            header: t("courses.rule"),
            cell: ({ certificatePercent }) => t("courses.rulePercent", { percent: certificatePercent }),
          },
          { key: "held", header: t("courses.held"), numeric: true, cell: ({ held }) => format.number(held) },
          { key: "coming", header: t("courses.coming"), numeric: true, cell: ({ coming }) => format.number(coming) },
          { key: "state", header: t("courses.state"), cell: ({ state }) => <Tag>{words(`courseState.${state}`)}</Tag> },
        ]}
      />
    </>
  );
}
