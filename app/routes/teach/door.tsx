import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { useFormat, useLocale, useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Door } from "#app/training/presence/door";
import { eventAtDoor } from "#app/training/presence/door-queries.server";
import { courseTitle } from "#app/training/presence/event-words";
import { ActionForm } from "#app/ui/button";
import { PageScript } from "#app/ui/page-context";
import { EmptyState } from "#app/ui/surfaces";

// The page is kept on the device and opened without a network: it names nobody, and has no frame that would.
export const handle = pageHandle<typeof loader>({
  title: (t, { event }) => t("teach.door.title", { course: courseTitle(event, t.locale) }),
  shell: "bare",
});

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager", "trainer");
  const { sittings, ...event } = await eventAtDoor(context, parseId(args.params.id));
  return { event, sittings: [...sittings.values()], manager: context.actor.as === "training_manager" };
}

export default function DoorPage() {
  const { event, sittings, manager } = useLoaderData<typeof loader>();
  const t = useT("teach");
  const locale = useLocale();
  const format = useFormat();
  const here = paths.door(event.id);
  return (
    <main className="door-page" id="content">
      <header className="door-head">
        <a href={manager ? paths.event(event.id) : paths.teach}>{t("door.back")}</a>
        <h1>{courseTitle(event, locale)}</h1>
      </header>
      {sittings.length === 0 || event.state === "cancelled" ? (
        <EmptyState title={t("door.none")}>{t("door.noneText")}</EmptyState>
      ) : (
        <Door
          eventId={event.id}
          here={here}
          names={event.doorNames}
          sittings={sittings.map(({ id, position, startsAt, endsAt }) => ({
            id,
            label: `${t("presence.session", { position })} · ${format.span(startsAt, endsAt)}`,
            startsAt: startsAt.getTime(),
            endsAt: endsAt.getTime(),
          }))}
        />
      )}
      {manager && (
        <ActionForm tone="quiet" action={`${here}/names`}>
          {t(event.doorNames ? "door.namesOff" : "door.namesOn")}
        </ActionForm>
      )}
      <PageScript name="door" />
    </main>
  );
}
