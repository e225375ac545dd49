import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole, requireStepUp } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { approveBreakGlass } from "#app/legal-aid/break-glass/approve-break-glass.server";
import { paths } from "#app/paths";

/** The second person's yes. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "dpo", "auditor", "administrator");
  const id = parseId(args.params.id);
  await requireStepUp(args, paths.breakGlass(id));
  const result = await approveBreakGlass(context, { id });
  const notice = result.ok
    ? "break_glass_approved"
    : result.reason === "own_asking"
      ? "break_glass_own"
      : "break_glass_decided";
  return redirectTo(paths.breakGlass(id), { notice });
}
