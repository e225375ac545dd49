import type { ActionFunctionArgs } from "@remix-run/node";
import { decideCorrection } from "#app/accounts/decide-correction.server";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "dpo");
  const done = await decideCorrection(context, { correctionId: parseId(args.params.id), answer: null });
  return redirectTo(paths.erasures, { notice: done.ok ? "corrected" : done.reason });
}
