import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { redirectTo } from "#app/forms/redirect.server";
import { removeWage } from "#app/legal-aid/law/remove-wage.server";

/** Takes back a minimum wage that was added by hand. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "administrator");
  await removeWage(context, args.params.code ?? "");
  return redirectTo("/admin/law#wages", { notice: "law_wage_removed" });
}
