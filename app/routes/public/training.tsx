import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { anyone, signedInMember } from "#app/accounts/guards.server";
import type { Anyone, Context, Member } from "#app/context.server";
import { invalid, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { addressOf, limitAttempts } from "#app/protection/rate-limit.server";
import { quotasOf } from "#app/training/enrolments/quota-queries.server";
import { readOwnSignUp, readSignUp } from "#app/training/enrolments/read-sign-up.server";
import { stateAfterSignUp } from "#app/training/enrolments/rules";
import { signUpForEvent } from "#app/training/enrolments/sign-up-for-event.server";
import { SignUpForm } from "#app/training/enrolments/sign-up-form";
import { neededCourses, ownContact, sameDayPlaces } from "#app/training/enrolments/sign-up-queries.server";
import { daysInWords, placeInWords, SeatsTag, Where } from "#app/training/events/event-words";
import { publicEvent } from "#app/training/events/queries.server";
import { signUpRefusal } from "#app/training/events/rules";
import { questionsOf } from "#app/training/questions/queries.server";
import type { Question } from "#app/training/questions/rules";
import { DefinitionList, RowList } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Card, MainAndAside, Notice, Prose, Tag, TagRow } from "#app/ui/surfaces";

export const handle = pageHandle<typeof loader>({ title: (_t, { event }) => event.title });

export async function loader(args: LoaderFunctionArgs) {
  const context = anyone(args);
  const locale = localeOf(args.request);
  const event = await publicEvent(context, locale, args.params.slug ?? "");
  const member = await signedInMember(args);
  const personId = member?.actor.personId ?? null;
  const [questions, needs, contact, sameDay] = await Promise.all([
    questionsOf(context, locale, event.id),
    neededCourses(context, locale, event.courseId, personId),
    member && ownContact(member),
    personId ? sameDayPlaces(context, locale, event.id, personId) : [],
  ]);
  const name = contact && `${contact.givenName} ${contact.familyName}`;
  return {
    event,
    closed: signUpRefusal(event, context.now),
    questions,
    needs,
    member: name ? { name, sameDay } : null,
  };
}

export async function action(args: ActionFunctionArgs) {
  const context = anyone(args);
  await limitAttempts("sign_up_address", addressOf(args.context));
  const slug = args.params.slug ?? "";
  const event = await publicEvent(context, localeOf(args.request), slug);
  const questions = await questionsOf(context, localeOf(args.request), event.id);
  const member = await signedInMember(args);
  return member
    ? signUpMember(args.request, member, slug, questions)
    : signUpGuest(args.request, context, event, questions);
}

async function signUpMember(request: Request, member: Context<Member>, slug: string, questions: Question[]) {
  const form = await readOwnSignUp(request, questions);
  if (!form.ok) return invalid(form.state);
  const { anyway } = form.value;
  const result = await signUpForEvent(member, { slug, answers: form.answers, anyway });
  if (!result.ok) return refused(form.typed, result.reason, result.reason === "same_day" ? "anyway" : "form");
  return redirectTo(paths.ownEnrolment(result.enrolmentId), { notice: "signed_up" });
}

async function signUpGuest(
  request: Request,
  context: Context<Anyone>,
  event: Awaited<ReturnType<typeof publicEvent>>,
  questions: Question[],
) {
  const form = await readSignUp(request, questions);
  if (!form.ok) return invalid(form.state);
  const { consent: _consent, ...person } = form.value;
  const { slug } = event;
  const result = await signUpForEvent(context, { slug, person, answers: form.answers });
  if (!result.ok && result.reason !== "already_enrolled") return refused(form.typed, result.reason);
  // Whoever tries other people's addresses learns nothing: the answer is the one a new address would get.
  const [needs, quotas] = [await neededCourses(context, "sq", event.courseId), await quotasOf(context, event.id)];
  const checked = needs.length > 0 || quotas.length > 0;
  const state = result.ok ? result.state : stateAfterSignUp(event.registration, event.seatsLeft);
  return redirectTo(`${paths.training(slug)}/registration?state=${checked ? "checked" : state}`);
}

export default function Training() {
  const { event, closed, questions, needs, member } = useLoaderData<typeof loader>();
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
              questions={questions}
              needs={needs}
              member={member}
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
