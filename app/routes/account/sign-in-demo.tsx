import type { ActionFunctionArgs } from "@remix-run/node";
import { demoForm } from "#app/accounts/forms";
import { anyone } from "#app/accounts/guards.server";
import { inPlaceOf } from "#app/accounts/session.server";
import { signInDemo } from "#app/accounts/sign-in.server";
import { notFound } from "#app/context.server";
import { env } from "#app/env.server";
import { readForm } from "#app/forms/read-form.server";
import { ownPath, redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";
import { demoAccounts } from "#db/seeds/demo-accounts";

/** A button per role, in demo mode only: elsewhere this address does not exist. */
export async function action(args: ActionFunctionArgs) {
  const context = anyone(args);
  if (!env().demo) throw notFound();
  const form = await readForm(args.request, demoForm);
  const account = form.ok && demoAccounts.find((each) => each.email === form.value.email);
  if (!form.ok || !account) throw notFound();
  const result = await signInDemo(context, { email: account.email, browser: args.request.headers.get("User-Agent") });
  if (!result.ok) return redirectTo(paths.signIn);
  return redirectTo(form.value.to ? ownPath(form.value.to) : result.home, {
    headers: await inPlaceOf(args.request, result.cookie),
  });
}
