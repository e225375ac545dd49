import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireAccount } from "#app/accounts/guards.server";
import { calendarDate } from "#app/i18n/format";
import { useFormat, useLocale, useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { OpenLinks } from "#app/training/calendar/open-links";
import { openLinks } from "#app/training/calendar/queries.server";
import { ownTrainings } from "#app/training/enrolments/own-trainings.server";
import { placeInWords } from "#app/training/events/event-words";
import { courseTitle } from "#app/training/presence/event-words";
import { LinkButton } from "#app/ui/button";
import { DateBadge, type RowItem, RowList } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Card, EmptyState, Tag, TagRow } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "learn.home.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireAccount(args);
  const today = calendarDate(context.now);
  const trainings = await ownTrainings(context);
  const links = await openLinks(context, "own");
  return {
    links,
    trainings: trainings.map((one) => ({ ...one, past: (one.endsOn ?? one.startsOn ?? today) < today })),
  };
}

type Training = ReturnType<typeof useLoaderData<typeof loader>>["trainings"][number];

export default function LearnHome() {
  const { links, trainings } = useLoaderData<typeof loader>();
  const t = useT("learn");
  const item = useItem();
  const groups = [
    { key: "coming" as const, rows: trainings.filter((one) => !one.past).reverse() },
    { key: "past" as const, rows: trainings.filter((one) => one.past) },
  ];
  return (
    <>
      <PageHeader
        title={t("home.title")}
        lead={t("home.lead")}
        action={
          <LinkButton tone={trainings.length > 0 ? "quiet" : "primary"} href={paths.trainings}>
            {t("home.find")}
          </LinkButton>
        }
      />
      <OpenLinks links={links} />
      {trainings.length === 0 && <EmptyState title={t("home.empty")}>{t("home.emptyText")}</EmptyState>}
      {groups.map(
        ({ key, rows }) =>
          rows.length > 0 && (
            <Card key={key} title={t(`home.${key}`)}>
              <RowList items={rows.map(item)} />
            </Card>
          ),
      )}
      <p>
        <a href={paths.calendars}>{t("home.calendar")}</a>
      </p>
    </>
  );
}

function useItem(): (training: Training) => RowItem {
  const t = useT("learn");
  const trainings = useT("trainings");
  const enrolments = useT("enrolments");
  const words = useT("words");
  const locale = useLocale();
  const format = useFormat();
  return (training) => {
    const { presence, startsOn, endsOn } = training;
    const notRecorded = presence.statuses.filter((status) => status === "not_recorded").length;
    const days =
      startsOn && (endsOn && endsOn !== startsOn ? format.dateRange(startsOn, endsOn) : format.longDate(startsOn));
    return {
      key: training.enrolmentId,
      title: courseTitle(training, locale),
      href: training.past ? undefined : paths.ownEnrolment(training.enrolmentId),
      lead: startsOn ? <DateBadge {...format.dayMonth(startsOn)} /> : undefined,
      about: [
        days,
        training.past ? training.place : placeInWords(training, ""),
        training.online && !training.past && training.state === "admitted" && trainings("calendar.linkLater"),
        training.recorded && t("home.presence", { percent: presence.percent }),
        training.recorded && notRecorded > 0 && t("home.notRecorded", { count: notRecorded }),
      ]
        .filter(Boolean)
        .join(" · "),
      end: (
        <TagRow>
          {!training.past && training.mapLink && <a href={training.mapLink}>{t("home.map")}</a>}
          {training.certificateNumber ? (
            <a href={`${paths.learn}/certificates`}>{t("home.certificate", { number: training.certificateNumber })}</a>
          ) : !training.past && training.state === "admitted" && training.eventState !== "cancelled" ? (
            <a href={paths.badge(training.enrolmentId)}>{t("home.badge")}</a>
          ) : training.offered && !training.past && training.eventState !== "cancelled" ? (
            <Tag tone="warn">{enrolments("offered.title")}</Tag>
          ) : training.past && training.recorded ? null : (
            <Tag tone={training.state === "admitted" ? "calm" : "plain"}>
              {training.eventState === "cancelled"
                ? words("eventState.cancelled")
                : words(`enrolmentState.${training.state}`)}
            </Tag>
          )}
        </TagRow>
      ),
    };
  };
}
