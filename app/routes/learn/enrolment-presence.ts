import type { ActionFunctionArgs } from "@remix-run/node";
import { redirectTo } from "#app/forms/redirect.server";
import { requireEnrolment } from "#app/training/enrolments/enrolment-guard.server";
import { claimPresence } from "#app/training/presence/claim-presence.server";
import { claimOf, withoutClaim } from "#app/training/presence/exchange-code.server";
import { seatHere } from "#app/training/presence/wall-queries.server";

/** Whoever holds the place is here, by the code of the wall, with an account or with the link of the mail. */
export async function action(args: ActionFunctionArgs) {
  const { enrolmentId, page, ...context } = await requireEnrolment(args);
  const claim = await claimOf(args.request, context.now);
  if (!claim) return redirectTo(page, { notice: "claim_over" });
  const result = await claimPresence(context, claim, (tx, eventId) =>
    seatHere({ ...context, db: tx.db }, eventId, enrolmentId),
  );
  const headers = { "Set-Cookie": await withoutClaim() };
  return redirectTo(page, { notice: `here_${result.ok ? result.outcome : result.reason}`, headers });
}
