import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { suspendAccount } from "#app/accounts/suspend-account.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "administrator");
  const accountId = parseId(args.params.id);
  const result = await suspendAccount(context, { accountId });
  return redirectTo(`/admin/accounts/${accountId}`, {
    notice: result.ok ? "account_suspended" : `refused_${result.reason}`,
  });
}
