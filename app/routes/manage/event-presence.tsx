import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { EventFrame } from "#app/training/events/event-frame";
import { eventForManager } from "#app/training/events/queries.server";
import { gridParts, presenceGrid } from "#app/training/presence/grid-queries.server";
import { markTones } from "#app/training/presence/marks";
import { SessionChart } from "#app/training/presence/session-chart";
import { AttendanceGrid } from "#app/ui/attendance-grid";
import { LinkButton } from "#app/ui/button";
import { SelectField } from "#app/ui/choice-fields";
import { SearchBar } from "#app/ui/find-and-page";
import { Stats } from "#app/ui/lists";
import { EmptyState } from "#app/ui/surfaces";
import { presenceStatuses } from "#db/vocabulary";

export const handle = pageHandle<typeof loader>({
  title: (t, { event }) => `${t("manage.presence.title")}: ${event.title}`,
});

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const query = new URL(args.request.url).searchParams;
  const part = gridParts.find((known) => known === query.get("show")) ?? "all";
  const search = (query.get("q") ?? "").slice(0, 100);
  const [event, grid] = await Promise.all([
    eventForManager(context, localeOf(args.request), eventId),
    presenceGrid(context, eventId, { search, part }),
  ]);
  return { event, grid, part, parts: gridParts };
}

export default function EventPresence() {
  const { event, grid, part, parts } = useLoaderData<typeof loader>();
  const t = useT("manage");
  const format = useFormat();
  const own = paths.event(event.id);
  if (grid.total === 0 || grid.sittings.length === 0)
    return (
      <>
        <EventFrame event={event} current="presence" />
        <EmptyState
          title={t("presence.none")}
          action={<LinkButton href={`${own}/roster`}>{t("event.roster")}</LinkButton>}
        >
          {t("presence.noneText")}
        </EmptyState>
      </>
    );
  return (
    <>
      <EventFrame event={event} current="presence" />
      <Stats
        items={[
          { label: t("presence.people"), value: format.number(grid.total) },
          { label: t("presence.reached", { percent: grid.percent }), value: format.number(grid.earned), tone: "calm" },
        ]}
      />
      <SessionChart sessions={grid.sittings} />
      <SearchBar label={t("roster.search")}>
        <SelectField
          name="show"
          label={t("presence.show")}
          choices={parts.map((value) => ({ value, label: t(`presence.parts.${value}`) }))}
          defaultValue={part}
          empty={false}
          width="medium"
          optional
        />
      </SearchBar>
      {grid.rows.length === 0 ? <EmptyState title={t("roster.noMatch")} /> : <Grid />}
    </>
  );
}

function Grid() {
  const { grid } = useLoaderData<typeof loader>();
  const t = useT("manage");
  const words = useT("words");
  const format = useFormat();
  const marks = presenceStatuses.map((status) => ({
    status,
    letter: words(`presenceLetter.${status}`),
    word: words(`presenceStatus.${status}`),
    tone: markTones[status],
  }));
  const markOf = new Map(marks.map((mark) => [mark.status, mark]));
  return (
    <AttendanceGrid
      title={t("presence.gridTitle", { count: grid.rows.length })}
      rowLabel={t("roster.name")}
      totalLabel={t("presence.share")}
      legend={marks}
      columns={grid.sittings.map(({ id, position, startsAt }) => ({
        key: id,
        label: `${position} · ${format.date(startsAt).slice(0, 5)}`,
        href: `${paths.teach}/sittings/${id}`,
      }))}
      rows={grid.rows.map(({ enrolmentId, name, institution, presence }) => ({
        key: enrolmentId,
        label: name,
        about: institution,
        marks: presence.statuses.map((status) => markOf.get(status) ?? null),
        total: `${presence.percent}%`,
      }))}
    />
  );
}
