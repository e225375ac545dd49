import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, readForm } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";
import { remindersForm } from "#app/training/calendar/forms";
import { switchReminders } from "#app/training/calendar/switch-reminders.server";

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const form = await readForm(args.request, remindersForm);
  if (!form.ok) return invalid(form.state);
  const on = form.value.reminders === "on";
  await switchReminders(context, { eventId, on });
  return redirectTo(`${paths.event(eventId)}/messages`, { notice: on ? "reminders_on" : "reminders_off" });
}
