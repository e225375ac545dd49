import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { projectForReader } from "#app/projects/queries.server";
import { EventTable } from "#app/reporting/event-table";
import { useFigureWords, usePeriodWords } from "#app/reporting/figure-words";
import { GroupTable } from "#app/reporting/group-table";
import {
  eventsOfProject,
  figuresOfProjects,
  funnelOfProject,
  regionsOfProject,
  smallNumberLimit,
} from "#app/reporting/queries.server";
import { reachedFigure } from "#app/reporting/reached";
import { eventGroups, shown } from "#app/reporting/rules";
import { TargetTable } from "#app/reporting/target-table";
import { ButtonRow, LinkButton } from "#app/ui/button";
import { Funnel } from "#app/ui/charts";
import { DataTable } from "#app/ui/data-table";
import { DefinitionList } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Card, Columns, Tag } from "#app/ui/surfaces";

export const handle = pageHandle<typeof loader>({ title: (_, { project }) => project.title });

const steps = ["received", "triaged", "helped", "offered", "assigned", "closed"] as const;

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "manager", "coordinator", "training_manager");
  const locale = localeOf(args.request);
  const { id, ...project } = await projectForReader(context, args.params.slug ?? "", locale);
  const figures = (await figuresOfProjects(context, id)).get(id);
  const limit = await smallNumberLimit(context);
  const funnel = await funnelOfProject(context, id);
  const regions = await regionsOfProject(context, id, locale);
  const events = await eventsOfProject(context, id, locale);
  return {
    mayEdit: context.actor.as === "manager",
    project: {
      ...project,
      targets: project.targets.map((target) => ({
        ...target,
        reached: reachedFigure(figures, target.indicator, limit),
      })),
    },
    limit,
    funnel: steps.map((step) => ({ step, figure: shown(funnel[step], limit) })),
    regions: regions.map(({ requests, ...region }) => ({ ...region, requests: shown(requests, limit) })),
    events,
    groups: eventGroups(events, []),
  };
}

export default function ProjectPage() {
  const { project, mayEdit, limit, funnel, regions, events, groups } = useLoaderData<typeof loader>();
  const t = useT("reports");
  const words = useT("words");
  const period = usePeriodWords();
  const figure = useFigureWords();
  const hidden = funnel.some((row) => "fewerThan" in row.figure);
  const received = funnel[0];
  const any = received && (!("value" in received.figure) || received.figure.value > 0);
  return (
    <>
      <PageHeader
        title={project.title}
        crumbs={[{ label: t("title"), href: paths.reports }]}
        tags={project.state && <Tag tone="calm">{words(`projectState.${project.state}`)}</Tag>}
        action={
          <LinkButton tone="quiet" href={`/reports/projects/${project.slug}/export.csv`} download>
            {t("export")}
          </LinkButton>
        }
      />
      <DefinitionList
        items={[
          { term: t("period"), value: period(project) },
          { term: t("donors"), value: project.donors.join("; ") },
          { term: t("partners"), value: project.partners.join("; ") },
        ]}
      />
      <Card
        title={t("targets")}
        action={
          mayEdit && (
            <ButtonRow>
              <LinkButton href={`/reports/projects/${project.slug}/targets`} tone="quiet" small>
                {t("edit.targets")}
              </LinkButton>
              <LinkButton href={`/reports/projects/${project.slug}/edit`} tone="quiet" small>
                {t("edit.title")}
              </LinkButton>
            </ButtonRow>
          )
        }
      >
        {project.targets.length > 0 ? (
          <TargetTable caption={t("targets")} targets={project.targets} how />
        ) : (
          <p className="soft">{t("noTargets")}</p>
        )}
      </Card>
      {any && (
        <Columns>
          <Card title={hidden ? t("funnel.title") : undefined}>
            {hidden ? (
              <>
                <p className="small soft">{t("funnel.hidden", { limit })}</p>
                <DataTable
                  caption={t("funnel.title")}
                  hideCaption
                  rows={funnel}
                  rowKey={(row) => row.step}
                  columns={[
                    { key: "step", header: t("funnel.title"), rowHeader: true, cell: (row) => t(`funnel.${row.step}`) },
                    { key: "n", header: t("funnel.valueLabel"), numeric: true, cell: (row) => figure(row.figure) },
                  ]}
                />
              </>
            ) : (
              <Funnel
                title={t("funnel.title")}
                valueLabel={t("funnel.valueLabel")}
                data={funnel.map((row) => ({
                  key: row.step,
                  label: t(`funnel.${row.step}`),
                  value: "value" in row.figure ? row.figure.value : 0,
                }))}
              />
            )}
          </Card>
          <Card title={t("regions.title")}>
            <DataTable
              caption={t("regions.title")}
              hideCaption
              rows={regions}
              rowKey={(row) => row.iso ?? "unknown"}
              columns={[
                {
                  key: "region",
                  header: t("regions.region"),
                  rowHeader: true,
                  cell: (row) => row.name ?? t("regions.unknown"),
                },
                {
                  key: "requests",
                  header: t("regions.valueLabel"),
                  numeric: true,
                  cell: (row) => figure(row.requests),
                },
              ]}
            />
          </Card>
        </Columns>
      )}
      <Card title={t("events.title")}>
        {groups.length > 0 ? (
          <>
            <GroupTable caption={t("events.title")} groups={groups} kinds />
            <details>
              <summary>{t("events.every", { count: events.length })}</summary>
              <EventTable caption={t("events.title")} events={events} />
            </details>
          </>
        ) : (
          <p className="soft">{t("events.none")}</p>
        )}
      </Card>
    </>
  );
}
