import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole, requireStepUp } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { reinstateLawyer } from "#app/legal-aid/lawyers/reinstate-lawyer.server";
import { paths } from "#app/paths";

const notices = {
  not_suspended: "lawyer_changed",
  own_suspension: "lawyer_own_suspension",
  permit_expired: "lawyer_permit_expired",
} as const;

/** The end of a suspension: every file of a lawyer's later cases hangs on it, like on the approvals. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const lawyerId = parseId(args.params.id);
  const back = `${paths.desk}/lawyers/${lawyerId}`;
  await requireStepUp(args, back);
  const result = await reinstateLawyer(context, { lawyerId });
  return redirectTo(back, { notice: result.ok ? "lawyer_reinstated" : notices[result.reason] });
}
