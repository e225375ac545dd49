import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole, requireStepUp } from "#app/accounts/guards.server";
import { restoreAccount } from "#app/accounts/restore-account.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "administrator");
  const accountId = parseId(args.params.id);
  await requireStepUp(args, `/admin/accounts/${accountId}`);
  const result = await restoreAccount(context, { accountId });
  return redirectTo(`/admin/accounts/${accountId}`, {
    notice: result.ok ? "account_restored" : `refused_${result.reason}`,
  });
}
