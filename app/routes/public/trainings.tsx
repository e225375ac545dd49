import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { CalendarPlus } from "lucide-react";
import { anyone } from "#app/accounts/guards.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { inLanguage, paths } from "#app/paths";
import { eventFilter, feedPath } from "#app/training/calendar/filter";
import { publicCalendar } from "#app/training/events/public-calendar.server";
import { Button, LinkButton } from "#app/ui/button";
import { SelectField } from "#app/ui/choice-fields";
import { DateBadge, RowList } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { EmptyState, Tag, TagRow } from "#app/ui/surfaces";
import { courseTopics, eventKinds } from "#db/vocabulary";

export const handle: PageHandle = { title: "trainings.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = anyone(args);
  const locale = localeOf(args.request);
  const filter = eventFilter(new URL(args.request.url).searchParams);
  return { ...(await publicCalendar(context, locale, filter)), filter, locale };
}

export default function Trainings() {
  const { months, regions, filter, locale } = useLoaderData<typeof loader>();
  const t = useT("trainings");
  const words = useT("words");
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <form method="get" action={paths.trainings} className="search-bar">
        <SelectField
          name="region"
          label={t("region")}
          empty={t("allRegions")}
          choices={regions.map(({ iso, name }) => ({ value: iso, label: name }))}
          defaultValue={filter.regionIso ?? ""}
          width="medium"
          optional
        />
        <SelectField
          name="kind"
          label={t("detail.kind")}
          empty={t("allKinds")}
          choices={eventKinds.map((kind) => ({ value: kind, label: words(`eventKind.${kind}`) }))}
          defaultValue={filter.kind ?? ""}
          width="medium"
          optional
        />
        <SelectField
          name="topic"
          label={t("detail.topic")}
          empty={t("allTopics")}
          choices={courseTopics.map((topic) => ({ value: topic, label: words(`courseTopic.${topic}`) }))}
          defaultValue={filter.topic ?? ""}
          width="medium"
          optional
        />
        <Button tone="quiet">{t("filter")}</Button>
      </form>
      {months.map((month) => (
        <MonthOfEvents key={month.month} {...month} />
      ))}
      {months.length === 0 && (
        <EmptyState title={t(filter.regionIso || filter.kind || filter.topic ? "emptyFilter" : "empty")}>
          {t("emptyText")}
        </EmptyState>
      )}
      <p>
        <LinkButton href={inLanguage(feedPath(filter), locale)} tone="quiet">
          <CalendarPlus size={18} /> {t("feed")}
        </LinkButton>
      </p>
    </>
  );
}

type Month = ReturnType<typeof useLoaderData<typeof loader>>["months"][number];

function MonthOfEvents({ month, title, list }: Month) {
  const t = useT("trainings");
  const items = list.map((event) => ({
    key: event.id,
    title: event.title,
    href: paths.training(event.slug),
    lead: <DateBadge day={event.day} month={event.month} />,
    about: event.about,
    end: (
      <TagRow>
        {event.tentative && <Tag>{t("tentative")}</Tag>}
        {event.seats && <Tag tone={event.seats.full ? "warn" : "calm"}>{event.seats.label}</Tag>}
      </TagRow>
    ),
  }));
  return (
    <section className="stack" aria-labelledby={`month-${month}`}>
      <h2 id={`month-${month}`} className="first-letter:uppercase">
        {title}
      </h2>
      <RowList items={items} />
    </section>
  );
}
