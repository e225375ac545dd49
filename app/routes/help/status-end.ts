import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { anyone } from "#app/accounts/guards.server";
import { localeOf } from "#app/i18n/locale.server";
import { endReceiptSession } from "#app/legal-aid/receipts/end-receipt-session.server";
import { clearedHelpCookie, helpToken } from "#app/legal-aid/receipts/help-session.server";
import { inLanguage, paths } from "#app/paths";

export function loader(args: LoaderFunctionArgs) {
  anyone(args);
  return redirect(inLanguage(paths.helpStatus, localeOf(args.request)), { status: 303 });
}

export async function action(args: ActionFunctionArgs) {
  const token = await helpToken(args.request, "receipt");
  if (token) await endReceiptSession(anyone(args), token);
  return redirect(inLanguage(`${paths.helpStatus}?closed=1`, localeOf(args.request)), {
    status: 303,
    headers: { "Set-Cookie": await clearedHelpCookie() },
  });
}
