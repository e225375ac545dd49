import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole, requireStepUp } from "#app/accounts/guards.server";
import { formData, parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { linkAccount } from "#app/organisations/link-account.server";

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "administrator");
  const accountId = parseId(args.params.id);
  await requireStepUp(args, `/admin/accounts/${accountId}`);
  const chosen = (await formData(args.request)).get("organisationId");
  await linkAccount(context, { accountId, organisationId: chosen ? parseId(String(chosen)) : null });
  return redirectTo(`/admin/accounts/${accountId}`, { notice: "saved" });
}
