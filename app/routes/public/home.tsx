import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ArrowRight } from "lucide-react";
import { anyone } from "#app/accounts/guards.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { shownHelpLines } from "#app/legal-aid/help-lines/queries.server";
import { inLanguage, paths } from "#app/paths";
import { type ComingEvent, comingEvents } from "#app/training/events/queries.server";
import { DateBadge, RowList } from "#app/ui/lists";
import { Card, Columns, Tag } from "#app/ui/surfaces";

export async function loader(args: LoaderFunctionArgs) {
  const context = anyone(args);
  const locale = localeOf(args.request);
  const [events, helpLines] = await Promise.all([
    comingEvents(context, locale, { limit: 3 }),
    shownHelpLines(context, locale),
  ]);
  return { events, helpLines };
}

export default function Home() {
  const { events, helpLines } = useLoaderData<typeof loader>();
  const t = useT("public");
  const doors = [
    { key: "help", href: inLanguage(paths.help, t.locale) },
    { key: "trainings", href: paths.trainings },
    { key: "lawyers", href: paths.network },
  ] as const;
  return (
    <>
      <header className="hero">
        <h1>{t("home.title")}</h1>
        <p className="lead">{t("home.lead")}</p>
      </header>
      <div className="doors">
        {doors.map(({ key, href }) => (
          <a key={key} href={href} className={key === "help" ? "door door-first" : "door"}>
            <h2>{t(`home.${key}Title`)}</h2>
            <span>{t(`home.${key}Text`)}</span>
            <span className="door-go">
              {t(`home.${key}Go`)} <ArrowRight size={18} className="inline" />
            </span>
          </a>
        ))}
      </div>
      <Columns>
        <Card title={t("home.comingTitle")}>
          <Coming events={events} />
          <p>
            <a href={paths.trainings}>{t("home.comingAll")}</a>
          </p>
        </Card>
        <Card title={t("home.dangerTitle")}>
          <p className="soft small">{t("home.dangerText")}</p>
          <ul className="helplines">
            {helpLines.map((line) => (
              <li key={line.tel}>
                <a href={`tel:${line.tel}`}>{line.number}</a>
                <span>{line.name}</span>
              </li>
            ))}
          </ul>
          {helpLines.length === 0 && <p>{t("home.dangerNone")}</p>}
        </Card>
      </Columns>
    </>
  );
}

function Coming({ events }: { events: readonly ComingEvent[] }) {
  const t = useT("public");
  const format = useFormat();
  if (events.length === 0) return <p className="soft">{t("home.comingNone")}</p>;
  return (
    <RowList
      items={events.map((event) => ({
        key: event.id,
        lead: <DateBadge {...format.dayMonth(event.startsOn)} />,
        title: event.title,
        href: paths.training(event.slug),
        about: [
          event.region ?? (event.online ? t("home.online") : null),
          format.dateRange(event.startsOn, event.endsOn),
        ]
          .filter(Boolean)
          .join(" · "),
        end: <Tag tone={event.seatsLeft > 0 ? "calm" : "warn"}>{t("home.seatsLeft", { count: event.seatsLeft })}</Tag>,
      }))}
    />
  );
}
