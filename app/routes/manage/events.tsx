import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { parsePage } from "#app/forms/read-form.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { eventFilter } from "#app/training/events/event-filter.server";
import { daysInWords, EventStateTag } from "#app/training/events/event-words";
import { eventPeriods, eventsForManager } from "#app/training/events/queries.server";
import { LinkButton } from "#app/ui/button";
import { SelectField } from "#app/ui/choice-fields";
import { DataTable } from "#app/ui/data-table";
import { FileLinks } from "#app/ui/file-links";
import { Paging, SearchBar } from "#app/ui/find-and-page";
import { PageHeader } from "#app/ui/page-header";
import { EmptyState, Tag, TagRow } from "#app/ui/surfaces";
import { eventStates } from "#db/vocabulary";

export const handle: PageHandle = { title: "manage.events.title" };

const pageSize = 50;

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const query = new URL(args.request.url).searchParams;
  const filter = { ...eventFilter(query), page: parsePage(query.get("page")), pageSize };
  return { ...(await eventsForManager(context, localeOf(args.request), filter)), filter, periods: eventPeriods };
}

export default function Events() {
  const { rows, total, filter, periods } = useLoaderData<typeof loader>();
  const t = useT("manage");
  const words = useT("words");
  const format = useFormat();
  return (
    <>
      <PageHeader
        title={t("events.title")}
        lead={t("events.lead")}
        action={<LinkButton href={`${paths.manage}/events/new`}>{t("events.new")}</LinkButton>}
      />
      <SearchBar label={t("events.search")} keep={["sort", "dir"]}>
        <SelectField
          name="period"
          label={t("events.period")}
          choices={periods.map((value) => ({ value, label: t(`events.periods.${value}`) }))}
          defaultValue={filter.period}
          empty={false}
          width="medium"
          optional
        />
        <SelectField
          name="state"
          label={t("events.state")}
          choices={eventStates.map((value) => ({ value, label: words(`eventState.${value}`) }))}
          defaultValue={filter.state ?? ""}
          empty={t("events.anyState")}
          width="medium"
          optional
        />
      </SearchBar>
      <DataTable
        caption={t("events.title")}
        hideCaption
        rows={rows}
        rowKey={({ id }) => id}
        sort={{ by: filter.sort, direction: filter.direction }}
        empty={<EmptyState title={t("events.empty")}>{t("events.emptyText")}</EmptyState>}
        columns={[
          {
            key: "title",
            header: t("events.event"),
            rowHeader: true,
            sortable: true,
            cell: ({ id, title }) => <a href={paths.event(id)}>{title}</a>,
          },
          { key: "date", header: t("events.date"), sortable: true, cell: (event) => daysInWords(event, format) },
          { key: "place", header: t("events.place"), sortable: true, cell: ({ place }) => place },
          {
            key: "seats",
            header: t("events.seats"),
            sortable: true,
            cell: ({ admitted, seats, waiting, applied }) => (
              <TagRow>
                <span>{t("events.seatsOf", { admitted, seats })}</span>
                {waiting > 0 && <Tag tone="warn">{t("events.waiting", { count: waiting })}</Tag>}
                {applied > 0 && <Tag tone="warn">{t("events.applied", { count: applied })}</Tag>}
              </TagRow>
            ),
          },
          { key: "state", header: t("events.state"), cell: ({ state }) => <EventStateTag state={state} /> },
        ]}
      />
      <FileLinks />
      <Paging page={filter.page} pageSize={pageSize} total={total} />
    </>
  );
}
