import type { ActionFunctionArgs } from "@remix-run/node";
import { passkeyForm } from "#app/accounts/forms";
import { givePasskey } from "#app/accounts/give-passkey.server";
import { requireEntering, secondFactorPages } from "#app/accounts/guards.server";
import { renewSignIn } from "#app/accounts/session.server";
import { whereTo } from "#app/accounts/where-to.server";
import { readForm } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";

/** The passkey as second factor; what is refused leads back to the page that asked. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireEntering(args);
  const form = await readForm(args.request, passkeyForm);
  const to = whereTo(args.request, context.signIn, form.ok ? form.value.to : undefined);
  const result = form.ok ? await givePasskey(context, form.value) : null;
  if (!result?.ok) {
    const page = context.signIn.secondFactorAt ? secondFactorPages.confirm : secondFactorPages.give;
    return redirectTo(`${page}?to=${encodeURIComponent(to)}`, { notice: "passkey_refused" });
  }
  const cookie = await renewSignIn(context.signIn, context.now);
  return redirectTo(to, { headers: { "Set-Cookie": cookie } });
}
