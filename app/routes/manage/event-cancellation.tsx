import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { cancelEvent } from "#app/training/events/cancel-event.server";
import { eventForManager } from "#app/training/events/queries.server";
import { ConfirmPage } from "#app/ui/confirm-page";

export const handle: PageHandle = { title: "manage.event.cancelTitle" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  return { event: await eventForManager(context, localeOf(args.request), parseId(args.params.id)) };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const result = await cancelEvent(context, { eventId });
  return redirectTo(paths.event(eventId), { notice: result.ok ? "event_cancelled" : "event_wrong_state" });
}

export default function EventCancellation() {
  const { event } = useLoaderData<typeof loader>();
  const t = useT("manage");
  const { admitted = 0, waiting = 0, applied = 0 } = event.counts;
  return (
    <ConfirmPage title={t("event.cancelTitle")} button={t("event.cancelButton")} back={paths.event(event.id)}>
      <p>
        <b>{event.title}</b>
      </p>
      <p>{t("event.cancelText", { count: admitted + waiting + applied })}</p>
    </ConfirmPage>
  );
}
