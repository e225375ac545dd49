import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole, requireStepUp } from "#app/accounts/guards.server";
import { invalid, readForm } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { confirmRetentionNight } from "#app/protection/confirm-retention-night.server";
import { retentionNightForm } from "#app/protection/retention-forms";

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "administrator");
  await requireStepUp(args, "/admin/retention");
  const form = await readForm(args.request, retentionNightForm);
  if (!form.ok) return invalid(form.state);
  const result = await confirmRetentionNight(context, form.value);
  return redirectTo("/admin/retention", {
    notice: result.ok ? "retention_night_confirmed" : `refused_${result.reason}`,
  });
}
