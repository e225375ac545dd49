import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";
import { changePriority } from "#app/training/enrolments/change-priority.server";

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const result = await changePriority(context, { enrolmentId: parseId(args.params.id), reason: null });
  const list = `${paths.event(result.eventId)}/registration`;
  return redirectTo(list, { notice: result.ok ? "priority_ended" : "not_waiting" });
}
