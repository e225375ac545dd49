import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";
import { removeEvents } from "#app/training/events/remove-events.server";

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const result = await removeEvents(context, { eventIds: [eventId] });
  if (!result.ok) return redirectTo(paths.event(eventId), { notice: result.reason });
  return redirectTo(`${paths.manage}/events`, { notice: "events_removed" });
}
