import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { projectsForReader } from "#app/projects/queries.server";
import { usePeriodWords } from "#app/reporting/figure-words";
import { figuresOfProjects, smallNumberLimit } from "#app/reporting/queries.server";
import { reachedFigure } from "#app/reporting/reached";
import { TargetTable } from "#app/reporting/target-table";
import { LinkButton } from "#app/ui/button";
import { DataTable } from "#app/ui/data-table";
import { PageHeader } from "#app/ui/page-header";
import { Card, EmptyState, Tag } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "reports.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "manager", "coordinator", "training_manager");
  const projects = await projectsForReader(context, localeOf(args.request));
  const figures = await figuresOfProjects(context);
  const limit = await smallNumberLimit(context);
  return {
    mayEdit: context.actor.as === "manager",
    projects: projects.map((project) => ({
      ...project,
      targets: project.targets.map((target) => ({
        ...target,
        reached: reachedFigure(figures.get(project.id), target.indicator, limit),
      })),
    })),
  };
}

export default function ProjectsPage() {
  const { projects, mayEdit } = useLoaderData<typeof loader>();
  const t = useT("reports");
  const words = useT("words");
  const period = usePeriodWords();
  const running = projects.filter(
    (project) => project.state === "running" && project.targets.some((one) => one.target),
  );
  const others = projects.filter((project) => !running.includes(project));
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        action={mayEdit && <LinkButton href="/reports/projects/new">{t("edit.new")}</LinkButton>}
      />
      {projects.length === 0 && <EmptyState title={t("empty")}>{t("emptyText")}</EmptyState>}
      {running.map((project) => (
        <Card
          key={project.id}
          title={<a href={`/reports/projects/${project.slug}`}>{project.title}</a>}
          action={<Tag tone="calm">{words("projectState.running")}</Tag>}
        >
          <p className="soft">{period(project)}</p>
          <TargetTable caption={t("targets")} targets={project.targets.filter((target) => target.target !== null)} />
          <p>
            <LinkButton tone="quiet" href={`/reports/projects/${project.slug}`}>
              {t("howTitle")}
            </LinkButton>
          </p>
        </Card>
      ))}
      {others.length > 0 && (
        <Card title={t("others")}>
          <DataTable
            caption={t("others")}
            hideCaption
            rows={others}
            rowKey={(row) => row.id}
            columns={[
              {
                key: "title",
                header: t("project"),
                rowHeader: true,
                cell: (row) => <a href={`/reports/projects/${row.slug}`}>{row.title}</a>,
              },
              { key: "period", header: t("period"), cell: period },
              {
                key: "state",
                header: t("state"),
                cell: (row) =>
                  row.state ? (
                    <span className="whitespace-nowrap">
                      <Tag>{words(`projectState.${row.state}`)}</Tag>
                    </span>
                  ) : (
                    "–"
                  ),
              },
            ]}
          />
        </Card>
      )}
    </>
  );
}
