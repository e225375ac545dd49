import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { notFound } from "#app/context.server";
import { parseId, readForm } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";
import { removalForm } from "#app/training/events/forms";
import { removeEvents } from "#app/training/events/remove-events.server";

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const form = await readForm(args.request, removalForm);
  // Nobody types these fields.
  if (!form.ok) throw notFound();
  const result = await removeEvents(context, form.value);
  return redirectTo(`${paths.event(eventId)}/repetition`, { notice: result.ok ? "events_removed" : "event_in_use" });
}
