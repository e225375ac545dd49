import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { parseId, parsePage } from "#app/forms/read-form.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { outcomeWord } from "#app/notifications/rules";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { deliveriesOfEvent, deliveryPageSize } from "#app/training/calendar/delivery-queries.server";
import { reminderRule } from "#app/training/calendar/reminder-rule.server";
import { noticesOfEvent } from "#app/training/event-notices/queries.server";
import { EventFrame } from "#app/training/events/event-frame";
import { eventForManager } from "#app/training/events/queries.server";
import { ActionForm, LinkButton } from "#app/ui/button";
import { DataTable } from "#app/ui/data-table";
import { Paging } from "#app/ui/find-and-page";
import { RowList } from "#app/ui/lists";
import { SubNav } from "#app/ui/page-header";
import { Card, EmptyState, Notice, Tag } from "#app/ui/surfaces";
import { messageStates } from "#db/vocabulary";

export const handle = pageHandle<typeof loader>({
  title: (t, { event }) => `${t("manage.messages.title")}: ${event.title}`,
});

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const locale = localeOf(args.request);
  const event = await eventForManager(context, locale, parseId(args.params.id));
  const query = new URL(args.request.url).searchParams;
  const state = messageStates.find((known) => known === query.get("state")) ?? null;
  const page = parsePage(query.get("page"));
  const deliveries = await deliveriesOfEvent(context, event.id, { state, page });
  const reminderMinutes = await reminderRule(context);
  const notices = await noticesOfEvent(context, locale, event.id);
  return { event, notices, deliveries, state, page, pageSize: deliveryPageSize, reminderMinutes };
}

export default function EventMessages() {
  const { event, deliveries, state, page, pageSize } = useLoaderData<typeof loader>();
  const t = useT("manage");
  const admin = useT("admin");
  const words = useT("words");
  const format = useFormat();
  const own = `${paths.event(event.id)}/messages`;
  return (
    <>
      <EventFrame
        event={event}
        current="messages"
        action={<LinkButton href={`${paths.event(event.id)}/notices/new`}>{t("notice.write")}</LinkButton>}
      />
      <Notices />
      <Reminders />
      {event.withoutMail > 0 && (
        <Notice tone="warn">
          <p>{t("messages.unreachable", { count: event.withoutMail })}</p>
          <a href={`${paths.event(event.id)}/slips`}>{t("event.slips", { count: event.withoutMail })}</a>
        </Notice>
      )}
      <SubNav
        label={t("messages.state")}
        items={[
          { label: t("messages.all"), href: own, current: state === null },
          ...messageStates.map((known) => ({
            label: words(`messageState.${known}`),
            href: `${own}?state=${known}`,
            count: deliveries.states.find((row) => row.state === known)?.rows ?? 0,
            current: state === known,
          })),
        ]}
      />
      <DataTable
        caption={t("messages.title")}
        hideCaption
        rows={deliveries.rows}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t("messages.none")}>{t("messages.noneText")}</EmptyState>}
        columns={[
          { key: "who", header: t("messages.who"), rowHeader: true, cell: (row) => row.name ?? t("messages.gone") },
          { key: "kind", header: t("messages.kind"), cell: (row) => words(`messageKind.${row.kind}`) },
          { key: "at", header: t("messages.at"), cell: (row) => format.dateTime(row.sentAt ?? row.createdAt) },
          {
            key: "state",
            header: t("messages.state"),
            cell: (row) => (
              <Tag tone={row.state === "failed" ? "danger" : row.state === "waiting" ? "warn" : "calm"}>
                {words(`messageState.${row.state}`)}
              </Tag>
            ),
          },
          {
            key: "outcome",
            header: t("messages.outcome"),
            cell: (row) => row.outcome && admin(`outbox.outcome.${outcomeWord(row.outcome)}`),
          },
        ]}
      />
      <Paging page={page} pageSize={pageSize} total={deliveries.total} />
      <p className="small soft">{t("messages.honest")}</p>
    </>
  );
}

function Reminders() {
  const { event, reminderMinutes } = useLoaderData<typeof loader>();
  const t = useT("manage");
  const format = useFormat();
  const times = format.list(
    reminderMinutes.map((minutes) => (minutes % 1440 === 0 ? format.days(minutes / 1440) : format.minutes(minutes))),
  );
  return (
    <Card title={t("messages.reminders")} tone="sunken">
      <p>{event.reminders && times ? t("messages.remindersOn", { times }) : t("messages.remindersOff")}</p>
      {event.onlineLink && <p>{t("messages.link")}</p>}
      <ActionForm
        action={`${paths.event(event.id)}/reminders`}
        values={{ reminders: event.reminders ? "off" : "on" }}
        small
      >
        {t(event.reminders ? "messages.turnOff" : "messages.turnOn")}
      </ActionForm>
    </Card>
  );
}

function Notices() {
  const { event, notices } = useLoaderData<typeof loader>();
  const t = useT("manage");
  const format = useFormat();
  if (notices.length === 0) return null;
  return (
    <Card title={t("notice.title")}>
      <RowList
        items={notices.map(({ id, subject, recipients, createdAt }) => ({
          key: id,
          title: subject,
          href: `${paths.event(event.id)}/notices/${id}`,
          about: `${format.dateTime(createdAt)} · ${t("notice.readers", { count: recipients })}`,
        }))}
      />
    </Card>
  );
}
