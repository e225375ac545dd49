import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { clearConflict } from "#app/legal-aid/conflicts/clear-conflict.server";
import { paths } from "#app/paths";

/** A possible conflict that the desk has looked into. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const requestId = parseId(args.params.id);
  const result = await clearConflict(context, { requestId, lawyerId: parseId(args.params.lawyerId) });
  return redirectTo(`${paths.aidRequest(requestId)}/matching`, { notice: result.ok ? "saved" : "conflict_sure" });
}
