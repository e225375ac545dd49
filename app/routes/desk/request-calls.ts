import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { formData, parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { noteCall } from "#app/legal-aid/aid-requests/note-call.server";
import { paths } from "#app/paths";

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const requestId = parseId(args.params.id);
  const reached = (await formData(args.request)).get("reached") === "yes";
  await noteCall(context, { requestId, reached });
  return redirectTo(paths.aidRequest(requestId), { notice: "call_noted" });
}
