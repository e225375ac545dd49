import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { rosterForManager } from "#app/training/enrolments/queries.server";
import { RosterTable } from "#app/training/enrolments/roster-table";
import { EventFrame } from "#app/training/events/event-frame";
import { eventForManager } from "#app/training/events/queries.server";
import { badgesPerFile } from "#app/training/presence/badge-sheet";
import { ButtonRow, LinkButton } from "#app/ui/button";
import { SelectField } from "#app/ui/choice-fields";
import { FileLinks } from "#app/ui/file-links";
import { SearchBar } from "#app/ui/find-and-page";
import { EmptyState } from "#app/ui/surfaces";
import { enrolmentStates } from "#db/vocabulary";

export const handle = pageHandle<typeof loader>({
  title: (t, { event }) => `${t("manage.roster.title")} · ${event.title}`,
});

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const query = new URL(args.request.url).searchParams;
  const state = enrolmentStates.find((value) => value === query.get("state")) ?? null;
  const search = (query.get("q") ?? "").slice(0, 100);
  const [event, roster] = await Promise.all([
    eventForManager(context, localeOf(args.request), eventId),
    rosterForManager(context, eventId, { search, state }),
  ]);
  return { event, ...roster, filtered: Boolean(search || state), state };
}

export default function RosterPage() {
  const { event, rows, sittings, filtered, state } = useLoaderData<typeof loader>();
  const t = useT("manage");
  const words = useT("words");
  const own = paths.event(event.id);
  return (
    <>
      <EventFrame
        event={event}
        current="roster"
        action={<LinkButton href={`${own}/admissions`}>{t("roster.add")}</LinkButton>}
      />
      <SearchBar label={t("roster.search")}>
        <SelectField
          name="state"
          label={t("roster.state")}
          choices={enrolmentStates.map((value) => ({ value, label: words(`enrolmentState.${value}`) }))}
          defaultValue={state ?? ""}
          empty={t("roster.anyState")}
          width="medium"
          optional
        />
      </SearchBar>
      {rows.length > 0 && <RosterTable rows={rows} sittings={sittings} />}
      <FileLinks />
      {rows.length === 0 && filtered && <EmptyState title={t("roster.noMatch")} />}
      {rows.length === 0 && !filtered && (
        <EmptyState
          title={t("roster.empty")}
          action={<LinkButton href={`${own}/import`}>{t("event.imports")}</LinkButton>}
        >
          {t("roster.emptyText")}
        </EmptyState>
      )}
      <ButtonRow>
        {event.withoutMail > 0 && (
          <LinkButton href={`${own}/slips`} tone="quiet">
            {t("event.slips", { count: event.withoutMail })}
          </LinkButton>
        )}
        {(event.counts.admitted ?? 0) > 0 && (
          <>
            <LinkButton href={`${own}/roster/print`} tone="quiet">
              {t("roster.print")}
            </LinkButton>
            <BadgeFiles event={event} />
          </>
        )}
      </ButtonRow>
    </>
  );
}

/** Name badges as PDF; a long list comes in several files. */
function BadgeFiles({ event }: Pick<ReturnType<typeof useLoaderData<typeof loader>>, "event">) {
  const t = useT("manage");
  const people = event.counts.admitted ?? 0;
  return Array.from({ length: Math.ceil(people / badgesPerFile) }, (_, place) => {
    const [from, to] = [place * badgesPerFile + 1, Math.min(people, (place + 1) * badgesPerFile)];
    return (
      <LinkButton key={from} href={`${paths.event(event.id)}/badges.pdf?part=${place + 1}`} tone="quiet" download>
        {people > badgesPerFile ? t("roster.badgesPart", { from, to }) : t("roster.badges")}
      </LinkButton>
    );
  });
}
