import type { ActionFunctionArgs } from "@remix-run/node";
import { passkeyForm } from "#app/accounts/forms";
import { anyone } from "#app/accounts/guards.server";
import { inPlaceOf } from "#app/accounts/session.server";
import { signInWithPasskey } from "#app/accounts/sign-in-with-passkey.server";
import { readForm } from "#app/forms/read-form.server";
import { ownPath, redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";
import { addressOf } from "#app/protection/rate-limit.server";

export async function action(args: ActionFunctionArgs) {
  const context = anyone(args);
  const form = await readForm(args.request, passkeyForm);
  if (!form.ok) return redirectTo(paths.signIn, { notice: "passkey_refused" });
  const result = await signInWithPasskey(context, {
    response: form.value.response,
    browser: args.request.headers.get("User-Agent"),
    address: addressOf(args.context),
  });
  if (!result.ok) return redirectTo(paths.signIn, { notice: result.reason });
  const { to } = form.value;
  return redirectTo(to ? ownPath(to) : result.home, { headers: await inPlaceOf(args.request, result.cookie) });
}
