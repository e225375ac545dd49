import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { anyone } from "#app/accounts/guards.server";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { addressOf, limitAttempts } from "#app/protection/rate-limit.server";
import { signUpForm } from "#app/training/enrolments/forms";
import { stateAfterSignUp } from "#app/training/enrolments/rules";
import { signUpForEvent } from "#app/training/enrolments/sign-up-for-event.server";
import { SignUpForm } from "#app/training/enrolments/sign-up-form";
import { daysInWords, placeInWords, SeatsTag, Where } from "#app/training/events/event-words";
import { publicEvent } from "#app/training/events/queries.server";
import { signUpRefusal } from "#app/training/events/rules";
import { DefinitionList, RowList } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Card, MainAndAside, Notice, Prose, Tag, TagRow } from "#app/ui/surfaces";

export const handle = pageHandle<typeof loader>({ title: (_t, { event }) => event.title });

export async function loader(args: LoaderFunctionArgs) {
  const context = anyone(args);
  const event = await publicEvent(context, localeOf(args.request), args.params.slug ?? "");
  return { event, closed: signUpRefusal(event, context.now) };
}

export async function action(args: ActionFunctionArgs) {
  const context = anyone(args);
  await limitAttempts("sign_up_address", addressOf(args.context));
  const slug = args.params.slug ?? "";
  const form = await readForm(args.request, signUpForm);
  if (!form.ok) return invalid(form.state);
  const { consent: _consent, ...person } = form.value;
  const result = await signUpForEvent(context, { slug, person });
  if (result.ok) return redirectTo(`${paths.training(slug)}/registration?state=${result.state}`);
  if (result.reason !== "already_enrolled") return refused(form.typed, result.reason);
  // Whoever tries other people's addresses learns nothing: the answer is the one a new address would get.
  const event = await publicEvent(context, localeOf(args.request), slug);
  return redirectTo(
    `${paths.training(slug)}/registration?state=${stateAfterSignUp(event.registration, event.seatsLeft)}`,
  );
}

export default function Training() {
  const { event, closed } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("trainings");
  const words = useT("words");
  return (
    <>
      <PageHeader
        title={event.title}
        crumbs={[{ label: t("detail.all"), href: paths.trainings }]}
        tags={
          <TagRow>
            <Tag>{words(`eventKind.${event.kind}`)}</Tag>
            {event.state === "tentative" && <Tag tone="warn">{t("tentative")}</Tag>}
            {event.state === "cancelled" && <Tag tone="danger">{words("eventState.cancelled")}</Tag>}
            {closed === null && <SeatsTag left={event.seatsLeft} />}
          </TagRow>
        }
      />
      <MainAndAside aside={<Facts event={event} />}>
        {event.summary && (
          <Prose>
            {event.summary.split(/\n{2,}/).map((part) => (
              <p key={part}>{part}</p>
            ))}
          </Prose>
        )}
        {event.sittings.length > 0 && <Sessions sittings={event.sittings} />}
        {closed ? (
          <Notice>{t(`signUp.closed.${closed}`)}</Notice>
        ) : (
          <Card title={t("signUp.title")} id="sign-up">
            <SignUpForm
              state={answer && "form" in answer ? answer.form : undefined}
              waiting={event.seatsLeft === 0 && event.registration === "open"}
              approval={event.registration === "approval"}
            />
          </Card>
        )}
      </MainAndAside>
    </>
  );
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>["event"];

function Facts({ event }: { event: Loaded }) {
  const t = useT("trainings");
  const words = useT("words");
  const format = useFormat();
  const where = placeInWords(event, t("online"));
  return (
    <Card tone="sunken">
      <DefinitionList
        items={[
          { term: t("detail.when"), value: daysInWords(event, format) || t("detail.dateUnknown") },
          {
            term: t("detail.where"),
            value: event.online && !event.place ? t("detail.onlineNote") : <Where place={where} map={event.mapLink} />,
          },
          { term: t("detail.seats"), value: t("detail.seatsOf", { left: event.seatsLeft, seats: event.seats }) },
          {
            term: t("detail.certificate"),
            value: t("detail.certificateRule", { percent: event.certificatePercent }),
          },
          { term: t("detail.credits"), value: event.credits },
          { term: t("detail.topics"), value: format.list(event.topics.map((topic) => words(`courseTopic.${topic}`))) },
          { term: t("detail.needed"), value: format.list(event.needed) },
          { term: t("detail.partners"), value: format.list(event.partners) },
          { term: t("detail.project"), value: event.project },
        ]}
      />
    </Card>
  );
}

function Sessions({ sittings }: { sittings: Loaded["sittings"] }) {
  const t = useT("trainings");
  const format = useFormat();
  return (
    <section className="stack">
      <h2>{t("detail.sessions")}</h2>
      <RowList
        items={sittings.map((sitting) => ({
          key: sitting.id,
          title: sitting.title || t("detail.session", { position: sitting.position }),
          about: `${format.weekday(sitting.startsAt)}, ${format.timeRange(sitting.startsAt, sitting.endsAt)}`,
        }))}
      />
    </section>
  );
}
