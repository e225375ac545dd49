import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { formData, parseId, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { formatter } from "#app/i18n/format";
import { useFormat, useLocale, useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { courseTitle } from "#app/training/presence/event-words";
import { rosterMarks } from "#app/training/presence/forms";
import { HeadCount } from "#app/training/presence/heads";
import { rosterOf, sittingForRoster } from "#app/training/presence/queries.server";
import { recordPresence } from "#app/training/presence/record-presence.server";
import { Roster } from "#app/training/presence/roster";
import { countStatuses } from "#app/training/presence/rules";
import { headsOf } from "#app/training/presence/wall-queries.server";
import { ErrorSummary } from "#app/ui/form";
import { PageScript } from "#app/ui/page-context";
import { PageHeader, SubNav } from "#app/ui/page-header";
import { EmptyState, Notice } from "#app/ui/surfaces";

export const handle = pageHandle<typeof loader>({
  title: (t, { sitting }) =>
    t("teach.roster.title", { position: sitting.position, course: courseTitle(sitting, t.locale) }),
});

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager", "trainer");
  const sitting = await sittingForRoster(context, parseId(args.params.id));
  const people = await rosterOf(context, sitting);
  return {
    sitting,
    people,
    heads: await headsOf(context, sitting.id),
    counts: countStatuses(people.map(({ mark }) => mark)),
    begun: sitting.startsAt.getTime() <= context.now.getTime() + 3_600_000,
    manager: context.actor.as === "training_manager",
  };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager", "trainer");
  const { id: sittingId } = await sittingForRoster(context, parseId(args.params.id));
  const marks = rosterMarks(await formData(args.request));
  if (!marks) return refused({}, "roster_unreadable");
  const result = await recordPresence(context, {
    marks: marks.map((mark) => ({ sittingId, ...mark })),
    channel: "list",
  });
  if (!result.ok) return refused({}, "event_cancelled");
  return redirectTo(`${paths.teach}/sittings/${sittingId}`, { notice: "presence_saved" });
}

export default function RosterPage() {
  const { sitting, people, counts, heads, begun, manager } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("teach");
  const locale = useLocale();
  const format = useFormat();
  const here = `${paths.teach}/sittings/${sitting.id}`;
  const span = [format.weekday(sitting.startsAt), format.timeRange(sitting.startsAt, sitting.endsAt), sitting.place];
  return (
    <>
      <PageHeader
        title={t("roster.title", { position: sitting.position, course: courseTitle(sitting, locale) })}
        lead={span.filter(Boolean).join(" · ")}
        crumbs={[
          manager
            ? { label: courseTitle(sitting, locale), href: paths.event(sitting.eventId) }
            : { label: t("home.title"), href: paths.teach },
        ]}
      />
      <Neighbours sitting={sitting} manager={manager} />
      <ErrorSummary state={answer && "form" in answer ? answer.form : undefined} />
      {sitting.eventState === "cancelled" && <Notice tone="warn">{t("roster.notHere")}</Notice>}
      {!begun && (
        <Notice tone="warn">{t("roster.future", { when: formatter(locale).longDateTime(sitting.startsAt) })}</Notice>
      )}
      {people.length > 0 ? (
        <Roster people={people} counts={counts} marksHref={`${here}/marks`} allPresentHref={`${here}/all-present`} />
      ) : (
        <EmptyState title={t("roster.empty")}>{t("roster.emptyText")}</EmptyState>
      )}
      <HeadCount heads={heads} action={`${here}/head-counts`} />
      <PageScript name="roster" />
    </>
  );
}

interface NeighboursProps {
  sitting: { id: string; eventId: string; previousId: string | null; nextId: string | null };
  manager: boolean;
}

function Neighbours({ sitting, manager }: NeighboursProps) {
  const t = useT("teach");
  const items = [
    sitting.previousId && { label: t("roster.previous"), href: `${paths.teach}/sittings/${sitting.previousId}` },
    sitting.nextId && { label: t("roster.next"), href: `${paths.teach}/sittings/${sitting.nextId}` },
    { label: t("roster.sheets"), href: `${paths.teach}/sittings/${sitting.id}/sheets` },
    { label: t("wall.open"), href: `${paths.teach}/sittings/${sitting.id}/wall` },
    { label: t("door.open"), href: paths.door(sitting.eventId) },
    manager && { label: t("roster.certificates"), href: `${paths.event(sitting.eventId)}/certificates` },
  ].filter((item) => typeof item === "object" && item !== null);
  return <SubNav items={items} />;
}
