import type { ActionFunctionArgs } from "@remix-run/node";
import { askForAccountLink } from "#app/accounts/ask-for-account-link.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { limitAttempts } from "#app/protection/rate-limit.server";
import { requireEnrolment } from "#app/training/enrolments/enrolment-guard.server";
import { ownAddress } from "#app/training/enrolments/own-place-queries.server";

/** An account for whoever signed up without one: its link goes to the address that this one came to. */
export async function action(args: ActionFunctionArgs) {
  const { enrolmentId, page, ...context } = await requireEnrolment(args);
  const email = await ownAddress(context, enrolmentId);
  if (!email) return redirectTo(page, { notice: "no_address" });
  await limitAttempts("account_link_account", email);
  await askForAccountLink(context, { email, locale: localeOf(args.request) });
  return redirectTo(page, { notice: "account_link_sent" });
}
