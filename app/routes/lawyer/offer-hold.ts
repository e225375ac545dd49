import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { holdOffer } from "#app/legal-aid/offers/hold-offer.server";
import { paths } from "#app/paths";

/** Yes to the card. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "lawyer");
  const offerId = parseId(args.params.id);
  const result = await holdOffer(context, { offerId });
  if (result.ok) return redirectTo(`${paths.offer(offerId)}/conflict`);
  const thanked = result.reason === "held_by_other" || result.reason === "taken_by_other";
  return redirectTo(paths.offer(offerId), { notice: thanked ? `offer_${result.reason}` : "offer_over" });
}
