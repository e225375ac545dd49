import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";
import { switchDoorNames } from "#app/training/presence/switch-door-names.server";

/** Whether people may be looked up by name at this door: on, or off again. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  await switchDoorNames(context, { eventId });
  return redirectTo(paths.door(eventId));
}
