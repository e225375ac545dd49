import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";
import { removeQuota } from "#app/training/enrolments/remove-quota.server";

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  await removeQuota(context, { eventId, quotaId: parseId(args.params.quotaId) });
  return redirectTo(`${paths.event(eventId)}/quotas`, { notice: "removed" });
}
