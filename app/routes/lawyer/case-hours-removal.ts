import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { removeHours } from "#app/legal-aid/hours/remove-hours.server";
import { paths } from "#app/paths";

/** The undo of logged hours. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "lawyer");
  const caseId = parseId(args.params.id);
  await removeHours(context, { caseId, hoursId: parseId(args.params.hoursId) });
  return redirectTo(`${paths.case(caseId)}/hours`, { notice: "removed" });
}
