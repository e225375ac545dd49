import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { requireEnrolment } from "#app/training/enrolments/enrolment-guard.server";
import { AccountCard, OwnPlace } from "#app/training/enrolments/own-place";
import { ownPlace } from "#app/training/enrolments/own-place-queries.server";
import { daysInWords, EnrolmentStateTag, placeInWords } from "#app/training/events/event-words";
import { RowList } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Card, MainAndAside } from "#app/ui/surfaces";

export const handle = pageHandle<typeof loader>({ title: (_t, { place }) => place.title });

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireEnrolment(args);
  const place = await ownPlace(context, localeOf(args.request), context.enrolmentId);
  return { place, page: context.page, signedIn: context.actor.kind === "account" };
}

export default function EnrolmentPage() {
  const { place, page, signedIn } = useLoaderData<typeof loader>();
  const t = useT("enrolments");
  const learn = useT("learn");
  const trainings = useT("trainings");
  const format = useFormat();
  return (
    <>
      <PageHeader
        title={place.title}
        lead={[daysInWords(place, format), placeInWords(place, trainings("online"))].filter(Boolean).join(" · ")}
        crumbs={[
          signedIn
            ? { label: learn("home.title"), href: paths.learn }
            : { label: trainings("detail.all"), href: paths.trainings },
        ]}
        tags={<EnrolmentStateTag state={place.state} />}
      />
      <MainAndAside aside={<Sessions place={place} page={page} />}>
        <p className="soft">{t("for", { name: `${place.givenName} ${place.familyName}` })}</p>
        <OwnPlace place={place} page={page} />
        {!signedIn && <AccountCard page={page} known={place.hasAccount} />}
      </MainAndAside>
    </>
  );
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

function Sessions({ place, page }: Pick<Loaded, "place" | "page">) {
  const t = useT("enrolments");
  const trainings = useT("trainings");
  const format = useFormat();
  return (
    <Card title={trainings("detail.sessions")} tone="sunken">
      <RowList
        items={place.sittings.map((sitting) => ({
          key: sitting.id,
          title: sitting.title || trainings("detail.session", { position: sitting.position }),
          about: `${format.weekday(sitting.startsAt)}, ${format.timeRange(sitting.startsAt, sitting.endsAt)}`,
        }))}
      />
      {place.state === "admitted" && place.online && <p className="small soft">{trainings("calendar.linkLater")}</p>}
      <p>
        <a href={paths.training(place.slug)}>{t("about")}</a>
      </p>
      {place.state === "admitted" && !place.over && (
        <p>
          <a href={`${page}/calendar.ics`} download>
            {t("calendar")}
          </a>
        </p>
      )}
    </Card>
  );
}
