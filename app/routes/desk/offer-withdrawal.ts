import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { withdrawOffer } from "#app/legal-aid/offers/withdraw-offer.server";
import { paths } from "#app/paths";

/** An offer taken back. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const result = await withdrawOffer(context, { offerId: parseId(args.params.id) });
  return redirectTo(`${paths.aidRequest(result.requestId)}/matching`, {
    notice: result.ok ? "offer_withdrawn" : "offer_over",
  });
}
