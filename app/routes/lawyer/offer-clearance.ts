import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { clearOpponents } from "#app/legal-aid/conflicts/clear-opponents.server";
import { paths } from "#app/paths";

/** No conflict with the opponents: the client's name may be shown. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "lawyer");
  const offerId = parseId(args.params.id);
  const result = await clearOpponents(context, { offerId });
  if (!result.ok) return redirectTo(paths.offer(offerId), { notice: "offer_over" });
  return redirectTo(`${paths.offer(offerId)}/conflict`);
}
