import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";
import { keepApart } from "#app/training/person-merges/keep-apart.server";

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const ids = [parseId(args.params.keptId), parseId(args.params.mergedId)] as const;
  await keepApart(context, { ids, apart: false });
  return redirectTo(paths.duplicates, { notice: "people_apart_ended" });
}
