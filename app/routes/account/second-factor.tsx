import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { secondFactorForm } from "#app/accounts/forms";
import { giveCode } from "#app/accounts/give-code.server";
import { requireEntering, secondFactorPages } from "#app/accounts/guards.server";
import { SecondFactorEntry } from "#app/accounts/second-factor-entry";
import { ownWays } from "#app/accounts/second-factor-queries.server";
import { renewSignIn } from "#app/accounts/session.server";
import { whereTo } from "#app/accounts/where-to.server";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { PageHeader } from "#app/ui/page-header";

export const handle: PageHandle = { title: "account.factor.giveTitle", shell: "public" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireEntering(args);
  const to = whereTo(args.request, context.signIn);
  if (context.signIn.secondFactorAt) throw redirect(to, { status: 303 });
  if (!context.signIn.hasSecondFactor) throw redirect(secondFactorPages.setUp, { status: 303 });
  return { to, ways: await ownWays(context) };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireEntering(args);
  const form = await readForm(args.request, secondFactorForm);
  if (!form.ok) return invalid(form.state);
  const result = await giveCode(context, form.value);
  if (!result.ok) return refused({}, result.reason, "code");
  const cookie = await renewSignIn(context.signIn, context.now);
  return redirectTo(whereTo(args.request, context.signIn), { headers: { "Set-Cookie": cookie } });
}

export default function SecondFactorPage() {
  const { to, ways } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("account");
  return (
    <>
      <PageHeader title={t("factor.giveTitle")} lead={t("factor.giveLead")} />
      <SecondFactorEntry ways={ways} to={to} state={answer && "form" in answer ? answer.form : undefined} />
      <p className="soft">{t("factor.lost")}</p>
    </>
  );
}
