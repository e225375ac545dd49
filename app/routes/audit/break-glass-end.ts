import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { endBreakGlass } from "#app/legal-aid/break-glass/end-break-glass.server";
import { paths } from "#app/paths";

/** An opening ended by hand, or an asking taken back: shutting needs no fresh factor. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "dpo", "auditor", "administrator");
  const id = parseId(args.params.id);
  const result = await endBreakGlass(context, { id });
  return redirectTo(paths.breakGlass(id), { notice: result.ok ? "break_glass_ended" : "break_glass_over" });
}
