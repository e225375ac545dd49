import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { CalendarPlus } from "lucide-react";
import { anyone } from "#app/accounts/guards.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { daysInWords, EventDate, placeInWords, SeatsTag } from "#app/training/events/event-words";
import { type ComingEvent, comingEvents, regionsToChoose } from "#app/training/events/queries.server";
import { Button, LinkButton } from "#app/ui/button";
import { SelectField } from "#app/ui/choice-fields";
import { RowList } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { EmptyState, Tag, TagRow } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "trainings.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = anyone(args);
  const locale = localeOf(args.request);
  const regions = await regionsToChoose(context, locale);
  const wanted = new URL(args.request.url).searchParams.get("region");
  const region = regions.find(({ iso }) => iso === wanted)?.iso ?? null;
  return { events: await comingEvents(context, locale, { regionIso: region }), regions, region };
}

export default function Trainings() {
  const { events, regions, region } = useLoaderData<typeof loader>();
  const t = useT("trainings");
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <form method="get" action={paths.trainings} className="search-bar">
        <SelectField
          name="region"
          label={t("region")}
          empty={t("allRegions")}
          choices={regions.map(({ iso, name }) => ({ value: iso, label: name }))}
          defaultValue={region ?? ""}
          width="medium"
          optional
        />
        <Button tone="quiet">{t("filter")}</Button>
      </form>
      {months(events).map(({ month, list }) => (
        <MonthOfEvents key={month} month={month} events={list} />
      ))}
      {events.length === 0 && <EmptyState title={t(region ? "emptyRegion" : "empty")}>{t("emptyText")}</EmptyState>}
      <p>
        <LinkButton href={paths.trainingsFeed} tone="quiet">
          <CalendarPlus size={18} /> {t("feed")}
        </LinkButton>
      </p>
    </>
  );
}

function MonthOfEvents({ month, events }: { month: string; events: readonly ComingEvent[] }) {
  const t = useT("trainings");
  const words = useT("words");
  const format = useFormat();
  const items = events.map((event) => ({
    key: event.id,
    title: event.title,
    href: paths.training(event.slug),
    lead: <EventDate startsOn={event.startsOn} />,
    about: [
      daysInWords(event, format),
      event.beginsAt && format.time(event.beginsAt),
      placeInWords(event, t("online")),
      words(`eventKind.${event.kind}`),
    ]
      .filter(Boolean)
      .join(" · "),
    end: (
      <TagRow>
        {event.state === "tentative" && <Tag>{t("tentative")}</Tag>}
        {(event.registration === "open" || event.registration === "approval") && <SeatsTag left={event.seatsLeft} />}
      </TagRow>
    ),
  }));
  const title = format.longDate(`${month}-15`).replace(/^\D*\d+\D?\s/, "");
  return (
    <section className="stack" aria-labelledby={`month-${month}`}>
      <h2 id={`month-${month}`} className="first-letter:uppercase">
        {title}
      </h2>
      <RowList items={items} />
    </section>
  );
}

function months(events: readonly ComingEvent[]): { month: string; list: ComingEvent[] }[] {
  const groups = new Map<string, ComingEvent[]>();
  for (const event of events) {
    const month = event.startsOn.slice(0, 7);
    groups.set(month, [...(groups.get(month) ?? []), event]);
  }
  return [...groups].map(([month, list]) => ({ month, list }));
}
