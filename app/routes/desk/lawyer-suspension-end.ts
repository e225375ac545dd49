import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { reinstateLawyer } from "#app/legal-aid/lawyers/reinstate-lawyer.server";
import { paths } from "#app/paths";

/** The end of a suspension. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const lawyerId = parseId(args.params.id);
  const result = await reinstateLawyer(context, { lawyerId });
  return redirectTo(`${paths.desk}/lawyers/${lawyerId}`, {
    notice: result.ok ? "lawyer_reinstated" : "lawyer_changed",
  });
}
