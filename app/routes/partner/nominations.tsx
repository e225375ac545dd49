import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { daysInWords, EventDate, placeInWords, SeatsTag } from "#app/training/events/event-words";
import { NominatedPeople } from "#app/training/nominations/nominated-people";
import { eventsOpenForNomination, ownInstitution, ownNominations } from "#app/training/nominations/queries.server";
import { RowList } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Card, EmptyState } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "partner.nominations.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "institution_contact");
  const locale = localeOf(args.request);
  const [institution, events, nominated] = await Promise.all([
    ownInstitution(context),
    eventsOpenForNomination(context, locale),
    ownNominations(context, locale),
  ]);
  const name = institution && (locale === "sq" ? institution.nameSq : institution.nameEn);
  return { institution: name, events: institution ? events : [], nominated };
}

/** Trainings to which an institution puts its people forward, and what became of those it has. */
export default function Nominations() {
  const t = useT("partner");
  const { institution, events, nominated } = useLoaderData<typeof loader>();
  if (!institution)
    return (
      <>
        <PageHeader title={t("nominations.title")} />
        <EmptyState title={t("nominations.noInstitution")}>
          <p>{t("nominations.noInstitutionText")}</p>
        </EmptyState>
      </>
    );
  return (
    <>
      <PageHeader title={t("nominations.title")} lead={t("nominations.lead", { institution })} />
      <Card title={t("nominations.open")}>
        {events.length > 0 ? <Open events={events} /> : <p>{t("nominations.noneOpen")}</p>}
      </Card>
      <Card title={t("nominations.own")}>
        {nominated.length > 0 ? <NominatedPeople rows={nominated} withEvent /> : <p>{t("nominations.noneOwn")}</p>}
      </Card>
    </>
  );
}

function Open({ events }: { events: ReturnType<typeof useLoaderData<typeof loader>>["events"] }) {
  const trainings = useT("trainings");
  const format = useFormat();
  return (
    <RowList
      items={events.map((event) => ({
        key: event.id,
        title: event.title,
        href: `${paths.nominations}/${event.slug}`,
        lead: <EventDate startsOn={event.startsOn} />,
        about: [daysInWords(event, format), placeInWords(event, trainings("online"))].filter(Boolean).join(" · "),
        end: <SeatsTag left={event.seatsLeft} />,
      }))}
    />
  );
}
