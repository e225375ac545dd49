import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { secondFactorForm } from "#app/accounts/forms";
import { giveCode } from "#app/accounts/give-code.server";
import { requireAccount } from "#app/accounts/guards.server";
import { stepUpDue } from "#app/accounts/rules";
import { SecondFactorEntry } from "#app/accounts/second-factor-entry";
import { ownWays } from "#app/accounts/second-factor-queries.server";
import { renewSignIn } from "#app/accounts/session.server";
import { whereTo } from "#app/accounts/where-to.server";
import { env } from "#app/env.server";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { PageHeader } from "#app/ui/page-header";

export const handle: PageHandle = { title: "account.factor.confirmTitle" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireAccount(args);
  const to = whereTo(args.request, context.signIn);
  if (!stepUpDue(context.signIn, context.now, env().demo)) throw redirect(to, { status: 303 });
  return { to, ways: await ownWays(context) };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireAccount(args);
  const form = await readForm(args.request, secondFactorForm);
  if (!form.ok) return invalid(form.state);
  const result = await giveCode(context, form.value);
  if (!result.ok) return refused({}, result.reason, "code");
  const cookie = await renewSignIn(context.signIn, context.now);
  const to = whereTo(args.request, context.signIn);
  return redirectTo(to, { notice: "confirmed", headers: { "Set-Cookie": cookie } });
}

export default function ConfirmFactorPage() {
  const { to, ways } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("account");
  return (
    <>
      <PageHeader title={t("factor.confirmTitle")} lead={t("factor.confirmLead")} />
      <SecondFactorEntry ways={ways} to={to} state={answer && "form" in answer ? answer.form : undefined} />
    </>
  );
}
