import type { ActionFunctionArgs } from "@remix-run/node";
import { beginAuthenticatorApp } from "#app/accounts/begin-authenticator-app.server";
import { requireFactorSetUp } from "#app/accounts/guards.server";
import { redirectTo } from "#app/forms/redirect.server";

export async function action(args: ActionFunctionArgs) {
  const result = await beginAuthenticatorApp(await requireFactorSetUp(args));
  return redirectTo("/account/authenticator", result.ok ? {} : { notice: result.reason });
}
