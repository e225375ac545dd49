import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { checkConflicts } from "#app/legal-aid/conflicts/check-conflicts.server";
import { paths } from "#app/paths";

/** The names of the request compared with the network. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const requestId = parseId(args.params.id);
  const { found, enough } = await checkConflicts(context, { requestId });
  const notice = found > 0 ? "conflicts_found" : enough ? "conflicts_none" : "conflicts_not_enough";
  return redirectTo(`${paths.aidRequest(requestId)}/matching`, { notice });
}
