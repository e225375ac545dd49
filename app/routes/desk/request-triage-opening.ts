import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { openTriage } from "#app/legal-aid/triage/open-triage.server";
import { paths } from "#app/paths";

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const requestId = parseId(args.params.id);
  const opened = await openTriage(context, { requestId });
  if (!opened.ok) return redirectTo(paths.aidRequest(requestId), { notice: "state_changed" });
  return redirectTo(`${paths.aidRequest(requestId)}/triage`, { notice: "triage_opened" });
}
