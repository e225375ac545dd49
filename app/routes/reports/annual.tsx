import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { calendarDate } from "#app/i18n/format";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { EventTable } from "#app/reporting/event-table";
import { useFigureWords } from "#app/reporting/figure-words";
import { GroupTable } from "#app/reporting/group-table";
import { PrintedTables } from "#app/reporting/printed-tables";
import {
  eventsOfYear,
  figuresOfYear,
  printedReport,
  smallNumberLimit,
  yearsWithWork,
} from "#app/reporting/queries.server";
import { chosenYear, eventGroups, printedGroups, shown } from "#app/reporting/rules";
import { LinkButton } from "#app/ui/button";
import { Stats } from "#app/ui/lists";
import { PageHeader, SubNav } from "#app/ui/page-header";
import { Card } from "#app/ui/surfaces";

export const handle = pageHandle<typeof loader>({
  title: (t, { year }) => t("reports.annual.title", { year: String(year) }),
});

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "manager", "coordinator", "training_manager");
  const locale = localeOf(args.request);
  const years = await yearsWithWork(context);
  const year = chosenYear(new URL(args.request.url).searchParams.get("year"), calendarDate(context.now));
  const figures = await figuresOfYear(context, year);
  const limit = await smallNumberLimit(context);
  const printed = await printedReport(context, year);
  const events = await eventsOfYear(context, year, locale);
  return {
    year,
    years,
    printed,
    figures,
    help: {
      requests: shown(figures.requests, limit),
      primaryPeople: shown(figures.primary_people, limit),
      cases: shown(figures.cases, limit),
    },
    groups: eventGroups(events, printed ? printedGroups(printed) : []),
    events,
  };
}

export default function AnnualPage() {
  const { year, years, printed, figures, help, groups, events } = useLoaderData<typeof loader>();
  const t = useT("reports");
  const format = useFormat();
  const figure = useFigureWords();
  const training = printed?.trainingsOfProfessionals;
  const beside = (counted: number, value: number | undefined) => {
    if (value === undefined) return undefined;
    return counted === value ? t("annual.agrees") : t("annual.differs", { value });
  };
  const trainings = groups.filter((group) => group.kind === "training");
  const others = groups.filter((group) => group.kind !== "training");
  const choices = [...new Set([year, ...years])].sort((a, b) => b - a);
  const nothing = groups.length === 0 && figures.requests === 0;
  return (
    <>
      <PageHeader
        title={t("annual.title", { year: String(year) })}
        lead={t("annual.lead")}
        crumbs={[{ label: t("title"), href: paths.reports }]}
        action={
          <LinkButton tone="quiet" href={`/reports/annual.csv?year=${year}`} download>
            {t("export")}
          </LinkButton>
        }
      />
      <SubNav
        items={choices.map((one) => ({
          label: String(one),
          href: `/reports/annual?year=${one}`,
          current: one === year,
        }))}
      />
      {nothing && <p className="soft">{t("annual.none")}</p>}
      <Stats
        items={[
          {
            label: t("annual.trainings"),
            value: format.number(figures.trainings),
            about: beside(figures.trainings, training?.trainings),
          },
          {
            label: t("annual.participations"),
            value: format.number(figures.participations),
            about: beside(figures.participations, training?.participations),
          },
          { label: t("annual.people"), value: format.number(figures.people) },
          { label: t("annual.otherEvents"), value: format.number(figures.other_events) },
          { label: t("annual.otherParticipations"), value: format.number(figures.other_participations) },
          { label: t("annual.certificates"), value: format.number(figures.certificates) },
          ...(figures.requests > 0
            ? [
                { label: t("annual.requests"), value: figure(help.requests) },
                { label: t("annual.primaryPeople"), value: figure(help.primaryPeople) },
                { label: t("annual.cases"), value: figure(help.cases) },
                { label: t("annual.hours"), value: format.number(figures.hours / 60, 1) },
              ]
            : []),
        ]}
      />
      {trainings.length > 0 && (
        <Card title={t("annual.trainingsTitle")}>
          <GroupTable
            caption={t("annual.trainingsTitle")}
            groups={trainings}
            total={{
              course: "total",
              kind: "training",
              title: t("annual.total"),
              events: figures.trainings,
              participations: figures.participations,
              printed: training
                ? { group: "total", events: training.trainings, participants: training.participations }
                : null,
            }}
          />
          {printed && (
            <p className="small soft">
              {t("annual.groupNote")} {t("annual.totalNote")}
            </p>
          )}
        </Card>
      )}
      {others.length > 0 && (
        <Card title={t("annual.otherTitle")}>
          <GroupTable caption={t("annual.otherTitle")} groups={others} kinds />
        </Card>
      )}
      {events.length > 0 && (
        <details>
          <summary>{t("annual.everyEvent", { count: events.length })}</summary>
          <EventTable caption={t("events.title")} events={events} />
        </details>
      )}
      {printed && <PrintedTables printed={printed} />}
    </>
  );
}
