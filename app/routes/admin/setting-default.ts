import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { redirectTo } from "#app/forms/redirect.server";
import { changeSetting } from "#app/operations/change-setting.server";
import { settingForAdministrator } from "#app/operations/settings-queries.server";

/** Back to the value that a fresh installation begins with. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "administrator");
  const { key, usual } = await settingForAdministrator(context, args.params.key ?? "");
  await changeSetting(context, { key, value: usual, reason: null });
  return redirectTo(`/admin/settings/${key}`, { notice: "setting_reset" });
}
