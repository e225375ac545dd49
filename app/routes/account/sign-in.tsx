import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { signInForm } from "#app/accounts/forms";
import { anyone, enteringAccount } from "#app/accounts/guards.server";
import { PasskeyButton } from "#app/accounts/passkey-button";
import { homeOf } from "#app/accounts/rules";
import { inPlaceOf } from "#app/accounts/session.server";
import { signIn } from "#app/accounts/sign-in.server";
import { env } from "#app/env.server";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { ownPath, redirectTo } from "#app/forms/redirect.server";
import { useLocale, useT } from "#app/i18n/use-t";
import { groupedSecret } from "#app/legal-aid/receipts/rules";
import type { PageHandle } from "#app/page-handle";
import { inLanguage, paths } from "#app/paths";
import { addressOf } from "#app/protection/rate-limit.server";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { Card } from "#app/ui/surfaces";
import { TextField } from "#app/ui/text-fields";
import { demoAccounts, demoReceipt } from "#db/seeds/demo-accounts";

export const handle: PageHandle = { title: "account.signIn.title" };

export async function loader(args: LoaderFunctionArgs) {
  anyone(args);
  // Somebody between password and second factor is sent on from there.
  const account = await enteringAccount(args);
  if (account) throw redirect(homeOf(account.roles), { status: 303 });
  const to = new URL(args.request.url).searchParams.get("to");
  return {
    to: to ? ownPath(to) : null,
    ...(env().demo ? { demoAccounts, demoReceipt } : { demoAccounts: [], demoReceipt: null }),
  };
}

export async function action(args: ActionFunctionArgs) {
  const context = anyone(args);
  const form = await readForm(args.request, signInForm);
  if (!form.ok) return invalid(form.state);
  const result = await signIn(context, {
    ...form.value,
    browser: args.request.headers.get("User-Agent"),
    address: addressOf(args.context),
  });
  if (!result.ok) return refused(form.typed, result.reason, "email");
  const to = new URL(args.request.url).searchParams.get("to");
  return redirectTo(to ? ownPath(to) : result.home, { headers: await inPlaceOf(args.request, result.cookie) });
}

export default function SignInPage() {
  const { to, demoAccounts, demoReceipt } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("account");
  const all = useT();
  return (
    <>
      <PageHeader title={t("signIn.title")} lead={t("signIn.lead")} />
      {demoAccounts.length > 0 && (
        <Card title={t("signIn.demoTitle")}>
          <p className="soft">{t("signIn.demoLead")}</p>
          <div className="button-row">
            {demoAccounts.map((account) => (
              <form key={account.email} method="post" action="/sign-in/demo">
                <input type="hidden" name="email" value={account.email} />
                {to && <input type="hidden" name="to" value={to} />}
                <Button tone="quiet">{all(account.labelKey)}</Button>
              </form>
            ))}
          </div>
        </Card>
      )}
      {demoReceipt && <ComeBack {...demoReceipt} />}
      <Form state={answer && "form" in answer ? answer.form : undefined} autoComplete="on">
        <TextField name="email" type="email" label={t("signIn.email")} autoComplete="username" width="medium" />
        <TextField
          name="password"
          type="password"
          label={t("signIn.password")}
          autoComplete="current-password"
          width="medium"
        />
        <Button>{t("signIn.submit")}</Button>
      </Form>
      <PasskeyButton
        action="/sign-in/passkey"
        options="/sign-in/passkey-options"
        values={to ? { to } : {}}
        tone="quiet"
        quiet
      >
        {t("signIn.passkey")}
      </PasskeyButton>
      <p>
        {t("signIn.first")} <a href="/account/link">{t("signIn.firstLink")}</a>
      </p>
      <p>
        {t("signIn.claim")} <a href="/account/claim">{t("signIn.claimLink")}</a>
      </p>
      <p>
        {t("signIn.help")} <a href={paths.help}>{t("signIn.helpLink")}</a>
      </p>
    </>
  );
}

/** The demo's known receipt: whoever asked for help has no account, and this is their way back. */
function ComeBack({ locator, secret }: { locator: string; secret: string }) {
  const t = useT("account");
  const locale = useLocale();
  return (
    <Card title={t("signIn.receiptTitle")}>
      <p className="soft">{t("signIn.receiptLead")}</p>
      <p>
        <strong className="tabular-nums">{`${locator} · ${groupedSecret(secret)}`}</strong>
      </p>
      <form method="post" action={inLanguage(paths.helpStatus, locale)}>
        <input type="hidden" name="locator" value={locator} />
        <input type="hidden" name="receipt_digits" value={secret} />
        <Button tone="quiet">{t("signIn.receiptSubmit")}</Button>
      </form>
    </Card>
  );
}
