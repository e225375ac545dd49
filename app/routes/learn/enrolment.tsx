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
import { claimOf } from "#app/training/presence/exchange-code.server";
import { isClaimedPlace } from "#app/training/presence/wall-queries.server";
import { ActionForm } from "#app/ui/button";
import { RowList } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Card, MainAndAside } from "#app/ui/surfaces";

export const handle = pageHandle<typeof loader>({ title: (_t, { place }) => place.title });

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireEnrolment(args);
  const place = await ownPlace(context, localeOf(args.request), context.enrolmentId);
  const claim = await claimOf(args.request, context.now);
  const here = await isClaimedPlace(context, claim, context.enrolmentId);
  return { place, page: context.page, signedIn: context.actor.kind === "account", here };
}

export default function EnrolmentPage() {
  const { place, page, signedIn, here } = useLoaderData<typeof loader>();
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
        {here && <HereCard page={page} />}
        <OwnPlace place={place} page={page} />
        {!signedIn && <AccountCard page={page} known={place.hasAccount} />}
      </MainAndAside>
    </>
  );
}

/** The code of the wall was taken with this browser: one tap records the presence. */
function HereCard({ page }: { page: string }) {
  const t = useT("teach");
  return (
    <Card title={t("here.title")}>
      <p>{t("here.ready")}</p>
      <ActionForm action={`${page}/presence`} tone="primary">
        {t("here.confirm")}
      </ActionForm>
    </Card>
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
          about: (
            <>
              {format.weekday(sitting.startsAt)},{" "}
              <span className="whitespace-nowrap">{format.timeRange(sitting.startsAt, sitting.endsAt)}</span>
            </>
          ),
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
