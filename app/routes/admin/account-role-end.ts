import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole, requireStepUp } from "#app/accounts/guards.server";
import { withdrawRole } from "#app/accounts/withdraw-role.server";
import { notFound } from "#app/context.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { roles } from "#db/vocabulary";

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "administrator");
  const accountId = parseId(args.params.id);
  const role = roles.find((known) => known === args.params.role);
  if (!role) throw notFound();
  await requireStepUp(args, `/admin/accounts/${accountId}`);
  const result = await withdrawRole(context, { accountId, role });
  return redirectTo(`/admin/accounts/${accountId}`, { notice: result.ok ? "role_taken" : `refused_${result.reason}` });
}
