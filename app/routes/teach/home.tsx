import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { calendarDate } from "#app/i18n/format";
import { useFormat, useLocale, useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { OpenLinks } from "#app/training/calendar/open-links";
import { openLinks } from "#app/training/calendar/queries.server";
import { placeInWords, Where } from "#app/training/events/event-words";
import { courseTitle } from "#app/training/presence/event-words";
import { ownSittings } from "#app/training/presence/queries.server";
import { momentOf } from "#app/training/presence/rules";
import { ActionForm, LinkButton } from "#app/ui/button";
import { DateBadge, RowList } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { ProgressBar } from "#app/ui/progress";
import { Card, EmptyState, Tag } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "teach.home.title" };

const DAYS_BACK = 60;

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "trainer");
  const since = new Date(context.now.getTime() - DAYS_BACK * 86_400_000);
  const today = calendarDate(context.now);
  const sittings = await ownSittings(context, since);
  return {
    links: await openLinks(context, "teaching"),
    sittings: sittings.map((sitting) => ({
      ...sitting,
      ended: sitting.endsAt <= context.now,
      moment: momentOf(sitting, context.now, calendarDate(sitting.startsAt) === today),
    })),
  };
}

type Sitting = ReturnType<typeof useLoaderData<typeof loader>>["sittings"][number];

export default function TeachHome() {
  const { links, sittings } = useLoaderData<typeof loader>();
  const t = useT("teach");
  const at = (moment: Sitting["moment"]) => sittings.filter((sitting) => sitting.moment === moment);
  const next = sittings.find((sitting) => sitting.moment !== "past" && !sitting.ended);
  return (
    <>
      <PageHeader title={t("home.title")} lead={t("home.lead")} />
      <OpenLinks links={links} />
      {sittings.length === 0 && <EmptyState title={t("home.empty")}>{t("home.emptyText")}</EmptyState>}
      {at("now").map((sitting) => (
        <Current key={sitting.id} sitting={sitting} label={t("home.now")} />
      ))}
      {at("now").length === 0 && next && <Current sitting={next} label={t("home.next")} />}
      {(["today", "coming", "past"] as const).map((moment) => (
        <Group
          key={moment}
          title={t(`home.${moment}`)}
          sittings={moment === "past" ? at(moment).reverse() : at(moment)}
        />
      ))}
      <p>
        <a href={paths.calendars}>{t("home.calendar")}</a>
      </p>
    </>
  );
}

/** The session that is being held: its list, and everybody present, one tap away. */
function Current({ sitting, label }: { sitting: Sitting; label: string }) {
  const t = useT("teach");
  const trainings = useT("trainings");
  const locale = useLocale();
  const format = useFormat();
  return (
    <Card title={courseTitle(sitting, locale)} action={<Tag tone="accent">{label}</Tag>}>
      <p className="soft">
        {[
          t("home.sitting", { position: sitting.position, count: sitting.sittingCount }),
          format.span(sitting.startsAt, sitting.endsAt),
        ]
          .filter(Boolean)
          .join(" · ")}
        {" · "}
        <Where place={placeInWords(sitting, trainings("online"))} map={sitting.mapLink} />
      </p>
      <ProgressBar
        share={sitting.people > 0 ? sitting.recorded / sitting.people : 0}
        label={t("home.recorded", { recorded: sitting.recorded, people: sitting.people })}
      />
      <div className="button-row">
        <LinkButton href={`${paths.teach}/sittings/${sitting.id}`}>{t("home.openRoster")}</LinkButton>
        <LinkButton tone="quiet" href={paths.door(sitting.eventId)}>
          {t("door.open")}
        </LinkButton>
        {sitting.people > sitting.recorded && sitting.moment === "now" && (
          <ActionForm tone="calm" action={`${paths.teach}/sittings/${sitting.id}/all-present`}>
            {t("roster.markAllPresent")}
          </ActionForm>
        )}
      </div>
    </Card>
  );
}

function Group({ title, sittings }: { title: string; sittings: Sitting[] }) {
  const t = useT("teach");
  const locale = useLocale();
  const format = useFormat();
  if (sittings.length === 0) return null;
  return (
    <Card title={title}>
      <RowList
        items={sittings.map((sitting) => ({
          key: sitting.id,
          href: `${paths.teach}/sittings/${sitting.id}`,
          lead: <DateBadge {...format.dayMonth(sitting.startsAt)} />,
          title: courseTitle(sitting, locale),
          about: [
            t("home.sitting", { position: sitting.position, count: sitting.sittingCount }),
            format.span(sitting.startsAt, sitting.endsAt),
            sitting.place,
          ]
            .filter(Boolean)
            .join(" · "),
          end:
            sitting.recorded > 0 ? (
              <Tag tone={sitting.recorded === sitting.people ? "calm" : "warn"}>
                {t("home.recorded", { recorded: sitting.recorded, people: sitting.people })}
              </Tag>
            ) : (
              <Tag>{t("home.people", { count: sitting.people })}</Tag>
            ),
        }))}
      />
    </Card>
  );
}
