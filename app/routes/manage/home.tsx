import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { daysInWords, EventDate, EventStateTag } from "#app/training/events/event-words";
import { attentionForManager, eventsForManager } from "#app/training/events/queries.server";
import { LinkButton } from "#app/ui/button";
import { BarChart } from "#app/ui/charts";
import { RowList } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Card, EmptyState, Stack, Tag, TagRow } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "manage.home.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const locale = localeOf(args.request);
  const next = {
    search: "",
    period: "coming",
    state: null,
    sort: "date",
    direction: "asc",
    page: 1,
    pageSize: 12,
  } as const;
  const [attention, coming] = await Promise.all([
    attentionForManager(context, locale),
    eventsForManager(context, locale, next),
  ]);
  return { attention, coming: coming.rows };
}

export default function ManageHome() {
  const { attention, coming } = useLoaderData<typeof loader>();
  const t = useT("manage");
  const format = useFormat();
  return (
    <>
      <PageHeader
        title={t("home.title")}
        lead={t("home.lead")}
        action={<LinkButton href={`${paths.manage}/events/new`}>{t("home.newEvent")}</LinkButton>}
      />
      <Stack>
        <Card title={t("home.attention")} tone={attention.length > 0 ? "warn" : "plain"}>
          {attention.length === 0 ? (
            <p className="soft">{t("home.nothing")}</p>
          ) : (
            <RowList
              items={attention.map((event) => ({
                key: event.id,
                title: event.title,
                href: paths.event(event.id),
                lead: <EventDate startsOn={event.startsOn} />,
                about: [daysInWords(event, format), event.place].filter(Boolean).join(" · "),
                end: (
                  <Tag tone="warn">
                    {t(`home.reason.${event.reason}`, {
                      count: event.reason === "waiting" ? event.waiting : event.applied,
                    })}
                  </Tag>
                ),
              }))}
            />
          )}
        </Card>
        <Card title={t("home.coming")} action={<a href={`${paths.manage}/events`}>{t("home.all")}</a>}>
          {coming.length === 0 ? (
            <EmptyState title={t("home.empty")}>{t("home.emptyText")}</EmptyState>
          ) : (
            <RowList
              items={coming.map((event) => ({
                key: event.id,
                title: event.title,
                href: paths.event(event.id),
                lead: <EventDate startsOn={event.startsOn} />,
                about: [
                  daysInWords(event, format),
                  event.place,
                  t("events.seatsOf", { admitted: event.admitted, seats: event.seats }),
                ]
                  .filter(Boolean)
                  .join(" · "),
                end: (
                  <TagRow>
                    {event.waiting > 0 && <Tag tone="warn">{t("events.waiting", { count: event.waiting })}</Tag>}
                    <EventStateTag state={event.state} />
                  </TagRow>
                ),
              }))}
            />
          )}
        </Card>
        {coming.length > 0 && <Capacity />}
      </Stack>
    </>
  );
}

/** How full the coming events are. */
function Capacity() {
  const { coming } = useLoaderData<typeof loader>();
  const t = useT("manage");
  const format = useFormat();
  return (
    <Card>
      <BarChart
        title={t("home.capacity")}
        valueLabel={t("event.admitted")}
        targetLabel={t("eventForm.seats")}
        data={coming.map(({ id, title, startsOn, place, admitted, seats }) => ({
          key: id,
          label: [startsOn && format.date(startsOn).slice(0, 5), place, title].filter(Boolean).join(" · "),
          value: admitted,
          target: seats,
          text: t("events.seatsOf", { admitted, seats }),
        }))}
      />
    </Card>
  );
}
