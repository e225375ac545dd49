import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { rejectLawyer } from "#app/legal-aid/lawyers/reject-lawyer.server";
import { paths } from "#app/paths";

/** An application turned down. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const lawyerId = parseId(args.params.id);
  const result = await rejectLawyer(context, { lawyerId });
  return redirectTo(`${paths.desk}/lawyers/${lawyerId}`, { notice: result.ok ? "lawyer_rejected" : "lawyer_changed" });
}
