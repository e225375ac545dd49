import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { EventFrame } from "#app/training/events/event-frame";
import { eventForManager } from "#app/training/events/queries.server";
import { type TimelineEntry, timelineOf } from "#app/training/events/timeline";
import { arrivalsOfEvent, deedsOfEvent } from "#app/training/events/timeline-queries.server";
import { instantInTirana } from "#app/training/sittings/rules";
import { LimitCurve } from "#app/ui/limit-curve";
import { type Moment, Timeline } from "#app/ui/lists";
import { Card } from "#app/ui/surfaces";

export const handle = pageHandle<typeof loader>({
  title: (t, { event }) => `${t("manage.timeline.title")}: ${event.title}`,
});

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const event = await eventForManager(context, localeOf(args.request), parseId(args.params.id));
  const [deeds, arrivals] = await Promise.all([deedsOfEvent(context, event.id), arrivalsOfEvent(context, event.id)]);
  const entries = timelineOf(
    deeds.map(({ happenedAt, ...deed }) => ({ kind: "deed", at: happenedAt, ...deed })),
    arrivals.map((row) => ({ kind: "arrivals", at: instantInTirana(row.day, "12:00"), ...row })),
    event.sittings.map((sitting) => ({ kind: "session", at: sitting.startsAt, ...sitting })),
  );
  return { event, arrivals, entries, now: context.now };
}

export default function EventTimeline() {
  const { event, arrivals, entries, now } = useLoaderData<typeof loader>();
  const t = useT("manage");
  const momentOf = useMoment();
  // Who came today has come, though a day's arrivals stand at its noon.
  const isPast = ({ kind, at }: TimelineEntry) => kind === "arrivals" || at <= now;
  const past = entries.filter(isPast).map(momentOf);
  const coming = entries.filter((entry) => !isPast(entry)).map(momentOf);
  return (
    <>
      <EventFrame event={event} current="timeline" />
      {arrivals.length > 1 && <Arrivals />}
      <Card title={t("timeline.title")}>
        <Timeline moments={[...past, ...coming.map((moment) => ({ ...moment, next: true }))]} />
      </Card>
    </>
  );
}

function Arrivals() {
  const { event, arrivals } = useLoaderData<typeof loader>();
  const t = useT("manage");
  const format = useFormat();
  let sum = 0;
  const points = arrivals.map(({ day, people }) => {
    sum += people;
    return { key: day, label: format.longDate(day), day: Date.parse(day) / 86_400_000, sum };
  });
  return (
    <LimitCurve
      title={t("timeline.curve")}
      points={points}
      valueLabel={t("timeline.onList")}
      limit={event.seats}
      limitLabel={t("eventForm.seats")}
    />
  );
}

function useMoment(): (entry: TimelineEntry) => Moment {
  const t = useT("manage");
  const audit = useT("audit");
  const format = useFormat();
  return (entry) => {
    if (entry.kind === "arrivals")
      return {
        key: `arrivals ${entry.day}`,
        when: format.longDate(entry.day),
        what: t("timeline.arrivals", { count: entry.people }),
      };
    if (entry.kind === "session")
      return {
        key: entry.id,
        when: format.dateTime(entry.startsAt),
        what: t("event.session", { position: entry.position }),
        about: format.timeRange(entry.startsAt, entry.endsAt),
        tone: "calm",
      };
    const action = `action.${entry.action}`;
    return {
      key: entry.id,
      when: format.dateTime(entry.at),
      what: [entry.name, audit.has(action) ? audit(action as Parameters<typeof audit>[0]) : entry.action]
        .filter(Boolean)
        .join(" "),
      about: entry.count ? t("timeline.count", { count: entry.count }) : undefined,
    };
  };
}
