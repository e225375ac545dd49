import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { calendarDate } from "#app/i18n/format";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { UrgencyTag } from "#app/legal-aid/aid-requests/request-tags";
import { casesOfLawyer, deadlinesOfLawyer, hoursOfLawyer } from "#app/legal-aid/cases/queries.server";
import { DeadlineTags, useDueWords } from "#app/legal-aid/deadlines/deadline-words";
import { perMonth } from "#app/legal-aid/hours/rules";
import { networkLabels, ownLawyer } from "#app/legal-aid/lawyers/queries.server";
import { useCardPlace } from "#app/legal-aid/offers/offer-card";
import { endedOffersOfLawyer, runningOffersOfLawyer } from "#app/legal-aid/offers/queries.server";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { LinkButton } from "#app/ui/button";
import { Sparkline } from "#app/ui/charts";
import { RowList, Stats } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Card, EmptyState, MainAndAside, Notice, Tag } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "lawyer.home.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "lawyer");
  const locale = localeOf(args.request);
  const today = calendarDate(context.now);
  const since = `${Number(today.slice(0, 4)) - 1}${today.slice(4, 7)}-01`;
  const [lawyer, offers, ended, cases, deadlines, hours, labels] = await Promise.all([
    ownLawyer(context),
    runningOffersOfLawyer(context),
    endedOffersOfLawyer(context, 5),
    casesOfLawyer(context, "open"),
    deadlinesOfLawyer(context),
    hoursOfLawyer(context, since),
    networkLabels(context, locale),
  ]);
  const { state, capacity, onLeaveUntil } = lawyer;
  return {
    lawyer: { state, capacity, onLeave: onLeaveUntil !== null && onLeaveUntil > today ? onLeaveUntil : null },
    offers,
    ended,
    cases,
    deadlines,
    months: perMonth(hours, today, 12),
    labels,
    now: context.now,
  };
}

export default function LawyerHome() {
  const { lawyer, offers, ended, cases, deadlines, months, labels, now } = useLoaderData<typeof loader>();
  const t = useT("lawyer");
  const words = useT("words");
  const format = useFormat();
  const placeOf = useCardPlace();
  const dueWords = useDueWords();
  if (lawyer.state !== "verified")
    return <PageHeader title={t(`pending.${lawyer.state}.title`)} lead={t(`pending.${lawyer.state}.text`)} />;
  return (
    <>
      <PageHeader title={t("home.title")} lead={t("home.lead")} />
      {lawyer.onLeave && (
        <Notice tone="warn">
          <p>
            {t("home.onLeave", { day: format.date(lawyer.onLeave) })}{" "}
            <a href={`${paths.lawyer}/profile`}>{t("home.change")}</a>
          </p>
        </Notice>
      )}
      <MainAndAside
        aside={
          <>
            <Card title={t("home.hours")} action={<a href={`${paths.lawyer}/hours`}>{t("home.allHours")}</a>}>
              <Sparkline
                title={t("home.hoursByMonth")}
                valueLabel={t("home.hoursUnit")}
                data={months.map(({ month, minutes }) => ({ key: month, label: month, value: minutes / 60 }))}
              />
            </Card>
            {ended.length > 0 && (
              <Card title={t("home.ended")}>
                <RowList
                  items={ended.map((offer) => ({
                    key: offer.id,
                    title: labels.areas[offer.card.areaCode] ?? offer.card.areaCode,
                    about: offer.endedAt ? format.dateTime(offer.endedAt) : undefined,
                    end: <Tag>{words(`offerState.${offer.state}`)}</Tag>,
                  }))}
                />
              </Card>
            )}
          </>
        }
      >
        <Stats
          items={[
            { label: t("home.waitingOffers"), value: offers.length },
            {
              label: t("home.openCases"),
              value: t("home.ofCapacity", { open: cases.length, capacity: lawyer.capacity }),
              href: `${paths.lawyer}/cases`,
            },
            { label: t("home.runningDeadlines"), value: deadlines.length },
          ]}
        />
        <Card title={t("home.offers")}>
          {offers.length === 0 ? (
            <EmptyState title={t("home.noOffers")}>{t("home.noOffersNext")}</EmptyState>
          ) : (
            <RowList
              items={offers.map((offer) => ({
                key: offer.id,
                title: labels.areas[offer.card.areaCode] ?? offer.card.areaCode,
                href: paths.offer(offer.id),
                about: [
                  placeOf(offer.card, labels),
                  offer.state === "holding" && offer.holdUntil
                    ? t("offer.holdUntil", { until: format.dateTime(offer.holdUntil) })
                    : t("offer.answerWithin", { time: format.relative(offer.expiresAt, now) }),
                ].join(" · "),
                end: <UrgencyTag urgency={offer.card.urgency} />,
              }))}
            />
          )}
        </Card>
        <Card title={t("home.deadlines")}>
          {deadlines.length === 0 ? (
            <p className="soft">{t("home.noDeadlines")}</p>
          ) : (
            <RowList
              items={deadlines.slice(0, 5).map((deadline) => ({
                key: deadline.id,
                title: deadline[t.locale],
                href: paths.case(deadline.caseId),
                about: `${deadline.caseCode} · ${dueWords(deadline.dueAt)}`,
                end: <DeadlineTags deadline={deadline} now={now} />,
              }))}
            />
          )}
        </Card>
        <Card title={t("home.cases")} action={<a href={`${paths.lawyer}/cases`}>{t("home.allCases")}</a>}>
          {cases.length === 0 ? (
            <p className="soft">{t("home.noCases")}</p>
          ) : (
            <RowList
              items={cases.slice(0, 5).map((one) => ({
                key: one.id,
                title: `${one.code} · ${labels.areas[one.areaCode ?? ""] ?? ""}`,
                href: paths.case(one.id),
                about: t("cases.since", { day: format.date(one.openedAt), hours: format.hours(one.minutes) }),
              }))}
            />
          )}
        </Card>
        <p>
          <LinkButton href={`${paths.lawyer}/profile`} tone="quiet">
            {t("home.profile")}
          </LinkButton>
        </p>
      </MainAndAside>
    </>
  );
}
