import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { EventFrame } from "#app/training/events/event-frame";
import { daysInWords, EnrolmentStateTag, placeInWords, Where } from "#app/training/events/event-words";
import { takeBackForm } from "#app/training/events/forms";
import { eventForManager } from "#app/training/events/queries.server";
import { mayMove, removalRefusal } from "#app/training/events/rules";
import { nominationsOfEvent } from "#app/training/nominations/queries.server";
import { plannedMinutes } from "#app/training/sittings/rules";
import { ActionForm, ButtonRow, LinkButton } from "#app/ui/button";
import { DefinitionList, RowList, Stats } from "#app/ui/lists";
import { Card, MainAndAside, Notice } from "#app/ui/surfaces";

export const handle = pageHandle<typeof loader>({ title: (_t, { event }) => event.title });

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const locale = localeOf(args.request);
  const event = await eventForManager(context, locale, parseId(args.params.id));
  const nominations = await nominationsOfEvent(context, locale, event.id);
  const begun = event.sittings.some(({ startsAt }) => startsAt <= context.now);
  const moved = takeBackForm.safeParse(Object.fromEntries(new URL(args.request.url).searchParams));
  return { event, begun, nominations, moved: moved.success ? moved.data : null };
}

export default function EventPage() {
  const { event, begun, nominations, moved } = useLoaderData<typeof loader>();
  const t = useT("manage");
  const own = paths.event(event.id);
  const admitted = event.counts.admitted ?? 0;
  return (
    <>
      <EventFrame event={event} current="overview" action={<Primary event={event} begun={begun} />} />
      <Stats
        items={[
          {
            label: t("event.admitted"),
            value: t("events.seatsOf", { admitted, seats: event.seats }),
            href: `${own}/roster`,
          },
          {
            label: t("event.waiting"),
            value: event.counts.waiting ?? 0,
            href: `${own}/registration`,
            ...((event.counts.waiting ?? 0) > 0 && { tone: "warn" as const }),
          },
          {
            label: t("event.applied"),
            value: event.counts.applied ?? 0,
            href: `${own}/applications`,
            ...((event.counts.applied ?? 0) > 0 && { tone: "warn" as const }),
          },
          { label: t("event.issued"), value: event.certificates, href: `${own}/certificates` },
        ]}
      />
      {moved && !begun && <Moved event={event} moved={moved} />}
      <MainAndAside aside={<Facts event={event} />}>
        {nominations.length > 0 && <Nominations rows={nominations} />}
        <Sessions event={event} />
        <ButtonRow>
          <LinkButton href={`${own}/edit`} tone="quiet">
            {t("event.edit")}
          </LinkButton>
          <LinkButton href={`${own}/copy`} tone="quiet">
            {t("event.copy")}
          </LinkButton>
          <LinkButton href={`${own}/repetition`} tone="quiet">
            {t("event.repeat")}
          </LinkButton>
          {!begun && event.state !== "cancelled" && (
            <LinkButton href={`${own}/move`} tone="quiet">
              {t("event.move")}
            </LinkButton>
          )}
          {event.withoutMail > 0 && (
            <LinkButton href={`${own}/slips`} tone="quiet">
              {t("event.slips", { count: event.withoutMail })}
            </LinkButton>
          )}
          {begun && mayMove(event.state, "held") && (
            <ActionForm action={`${own}/closing`}>{t("event.close")}</ActionForm>
          )}
          {removable(event) && (
            <ActionForm action={`${own}/removal`} tone="plain">
              {t("event.remove")}
            </ActionForm>
          )}
          {mayMove(event.state, "cancelled") && (
            <LinkButton href={`${own}/cancellation`} tone="plain">
              {t("event.cancel")}
            </LinkButton>
          )}
        </ButtonRow>
      </MainAndAside>
    </>
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;
type Loaded = Page["event"];

/** The event has just been moved: until the mails go out nobody has to know. */
function Moved({ event, moved }: { event: Loaded; moved: NonNullable<Page["moved"]> }) {
  const t = useT("manage");
  return (
    <Notice tone="calm" title={t("move.done")}>
      <p>{t("move.doneText")}</p>
      <ActionForm
        action={`${paths.event(event.id)}/move/reversal`}
        values={{ day: moved.day, time: moved.time, movedAt: String(moved.movedAt.getTime()) }}
      >
        {t("move.undo")}
      </ActionForm>
    </Notice>
  );
}

function removable({ state, counts }: Loaded): boolean {
  return removalRefusal({ state, used: Object.keys(counts).length > 0 }) === null;
}

function Primary({ event, begun }: { event: Loaded; begun: boolean }) {
  const t = useT("manage");
  const own = paths.event(event.id);
  if (event.state === "tentative" && !begun)
    return (
      <ActionForm action={`${own}/confirmation`} tone="primary">
        {t("event.confirm")}
      </ActionForm>
    );
  if (event.state === "held") return <LinkButton href={`${own}/certificates`}>{t("event.certificates")}</LinkButton>;
  if ((event.counts.admitted ?? 0) === 0) return <LinkButton href={`${own}/import`}>{t("event.imports")}</LinkButton>;
  return <LinkButton href={`${own}/roster`}>{t("event.nextRoster")}</LinkButton>;
}

function Nominations({ rows }: { rows: Page["nominations"] }) {
  const t = useT("manage");
  return (
    <Card title={t("event.nominations")}>
      <RowList
        items={rows.map(({ id, state, givenName, familyName, profession, institution }) => {
          const name = `${givenName} ${familyName}`;
          return {
            key: id,
            title: name,
            about: [institution, profession].filter(Boolean).join(" · "),
            end: (
              <>
                <EnrolmentStateTag state={state} />
                {state === "applied" && (
                  <>
                    <ActionForm
                      action={`/manage/enrolments/${id}/admission`}
                      small
                      label={t("roster.admitLabel", { name })}
                    >
                      {t("roster.admit")}
                    </ActionForm>
                    <ActionForm
                      action={`/manage/enrolments/${id}/refusal`}
                      tone="plain"
                      small
                      label={t("roster.declineLabel", { name })}
                    >
                      {t("roster.decline")}
                    </ActionForm>
                  </>
                )}
              </>
            ),
          };
        })}
      />
    </Card>
  );
}

function Sessions({ event }: { event: Loaded }) {
  const t = useT("manage");
  const format = useFormat();
  return (
    <Card
      title={t("event.sessions")}
      action={
        <span className="soft small">
          {t("event.minutesTotal", { duration: format.minutes(plannedMinutes(event.sittings)) })}
        </span>
      }
    >
      <RowList
        items={event.sittings.map((sitting) => ({
          key: sitting.id,
          title: sitting.title || t("event.session", { position: sitting.position }),
          about: `${format.weekday(sitting.startsAt)}, ${format.timeRange(sitting.startsAt, sitting.endsAt)}`,
          end: <a href={`${paths.teach}/sittings/${sitting.id}`}>{t("event.attendance")}</a>,
        }))}
      />
    </Card>
  );
}

function Facts({ event }: { event: Loaded }) {
  const t = useT("manage");
  const words = useT("words");
  const format = useFormat();
  return (
    <Card title={t("event.facts")} tone="sunken">
      <DefinitionList
        items={[
          { term: t("event.when"), value: daysInWords(event, format) },
          {
            term: t("event.where"),
            value: (
              <Where
                place={placeInWords({ ...event, online: Boolean(event.onlineLink) }, t("event.online"))}
                map={event.mapLink}
              />
            ),
          },
          { term: t("event.registration"), value: words(`registrationKind.${event.registration}`) },
          {
            term: t("event.trainers"),
            value: event.trainers.map(({ name }) => name).join(", ") || t("event.noTrainers"),
          },
          { term: t("event.partners"), value: format.list(event.partners.map(({ name }) => name)) },
          { term: t("event.project"), value: event.project },
          { term: t("event.budgetLine"), value: event.budgetLine },
          { term: t("event.onlineLink"), value: event.onlineLink && <a href={event.onlineLink}>{event.onlineLink}</a> },
          {
            term: t("event.certificateRule"),
            value: t("event.certificateRuleText", { percent: event.certificatePercent, late: event.lateMinutes }),
          },
          { term: t("event.note"), value: event.note },
          {
            term: t("event.publicPage"),
            value: <a href={paths.training(event.slug)}>{paths.training(event.slug)}</a>,
          },
        ]}
      />
    </Card>
  );
}
