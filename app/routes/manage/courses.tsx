import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { courseFilter } from "#app/training/courses/course-filter.server";
import { coursesForManager } from "#app/training/courses/queries.server";
import { LinkButton } from "#app/ui/button";
import { SelectField } from "#app/ui/choice-fields";
import { DataTable } from "#app/ui/data-table";
import { FileLinks } from "#app/ui/file-links";
import { SearchBar } from "#app/ui/find-and-page";
import { PageHeader } from "#app/ui/page-header";
import { EmptyState, Tag } from "#app/ui/surfaces";
import { courseTopics, eventKinds } from "#db/vocabulary";

export const handle: PageHandle = { title: "manage.courses.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const filter = courseFilter(new URL(args.request.url).searchParams);
  return { courses: await coursesForManager(context, localeOf(args.request), filter), filter };
}

export default function Courses() {
  const { courses, filter } = useLoaderData<typeof loader>();
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
      <SearchBar label={t("courses.search")}>
        <SelectField
          name="kind"
          label={t("courses.kind")}
          choices={eventKinds.map((value) => ({ value, label: words(`eventKind.${value}`) }))}
          defaultValue={filter.kind ?? ""}
          empty={t("courses.anyKind")}
          width="medium"
          optional
        />
        <SelectField
          name="topic"
          label={t("courses.topics")}
          choices={courseTopics.map((value) => ({ value, label: words(`courseTopic.${value}`) }))}
          defaultValue={filter.topic ?? ""}
          empty={t("courses.anyTopic")}
          width="medium"
          optional
        />
      </SearchBar>
      <DataTable
        caption={t("courses.title")}
        hideCaption
        rows={courses}
        rowKey={({ id }) => id}
        empty={
          filter.search || filter.kind || filter.topic ? (
            <EmptyState title={t("courses.noMatch")}>{t("courses.noMatchText")}</EmptyState>
          ) : (
            <EmptyState title={t("courses.empty")}>{t("courses.emptyText")}</EmptyState>
          )
        }
        columns={[
          {
            key: "title",
            header: t("courses.course"),
            rowHeader: true,
            cell: (course) => <CourseTitle {...course} />,
          },
          { key: "kind", header: t("courses.kind"), cell: ({ kind }) => words(`eventKind.${kind}`) },
          {
            key: "topics",
            header: t("courses.topics"),
            cell: ({ topics }) => topics.map((topic) => words(`courseTopic.${topic}`)).join(", "),
          },
          { key: "minutes", header: t("courses.duration"), cell: ({ minutes }) => format.minutes(minutes) },
          {
            key: "rule",
            header: t("courses.rule"),
            cell: ({ certificatePercent }) => t("courses.rulePercent", { percent: certificatePercent }),
          },
          { key: "credits", header: t("courses.form.credits"), numeric: true, cell: ({ credits }) => credits },
          { key: "held", header: t("courses.held"), numeric: true, cell: ({ held }) => format.number(held) },
          { key: "coming", header: t("courses.coming"), numeric: true, cell: ({ coming }) => format.number(coming) },
          { key: "state", header: t("courses.state"), cell: ({ state }) => <Tag>{words(`courseState.${state}`)}</Tag> },
        ]}
      />
      <FileLinks />
    </>
  );
}

type Course = ReturnType<typeof useLoaderData<typeof loader>>["courses"][number];

function CourseTitle({ id, title, needed }: Course) {
  const t = useT("manage");
  const format = useFormat();
  return (
    <>
      <a href={`${paths.manage}/courses/${id}`}>{title}</a>
      {needed.length > 0 && <p className="small soft">{t("courses.after", { courses: format.list(needed) })}</p>}
    </>
  );
}
