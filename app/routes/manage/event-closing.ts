import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";
import { closeEvent } from "#app/training/events/close-event.server";

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const result = await closeEvent(context, { eventId });
  return redirectTo(paths.event(eventId), { notice: result.ok ? "event_held" : notices[result.reason] });
}

const notices = { wrong_state: "event_wrong_state", not_yet: "event_not_yet" };
