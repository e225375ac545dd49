import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { RegistrationFrame } from "#app/training/enrolments/registration-frame";
import { waitingList } from "#app/training/enrolments/registration-queries.server";
import { WaitingTable } from "#app/training/enrolments/waiting-table";
import { eventForManager } from "#app/training/events/queries.server";
import { EmptyState } from "#app/ui/surfaces";

export const handle = pageHandle<typeof loader>({
  title: (t, { event }) => `${t("enrolments.manage.registration.title")} · ${event.title}`,
});

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const [event, waiting] = await Promise.all([
    eventForManager(context, localeOf(args.request), eventId),
    waitingList(context, eventId),
  ]);
  return { event, waiting };
}

export default function EventRegistration() {
  const { event, waiting } = useLoaderData<typeof loader>();
  const t = useT("enrolments");
  return (
    <>
      <RegistrationFrame event={event} current="registration" />
      {waiting.length === 0 ? (
        <EmptyState title={t("manage.registration.empty")}>{t("manage.registration.emptyText")}</EmptyState>
      ) : (
        <WaitingTable rows={waiting} />
      )}
    </>
  );
}
