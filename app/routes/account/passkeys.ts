import type { ActionFunctionArgs } from "@remix-run/node";
import { newPasskeyForm } from "#app/accounts/forms";
import { requireFactorSetUp, secondFactorPages } from "#app/accounts/guards.server";
import { registerPasskey } from "#app/accounts/register-passkey.server";
import { renewSignIn } from "#app/accounts/session.server";
import { readForm } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";

export async function action(args: ActionFunctionArgs) {
  const context = await requireFactorSetUp(args);
  const form = await readForm(args.request, newPasskeyForm);
  if (!form.ok) return redirectTo(secondFactorPages.setUp, { notice: "passkey_refused" });
  const first = !context.signIn.hasSecondFactor;
  const result = await registerPasskey(context, form.value);
  if (!result.ok) return redirectTo(secondFactorPages.setUp, { notice: result.reason });
  const cookie = await renewSignIn(context.signIn, context.now);
  const to = first ? "/account/recovery-codes" : paths.account;
  return redirectTo(to, { notice: "passkey_added", headers: { "Set-Cookie": cookie } });
}
