import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { secondFactorForm } from "#app/accounts/forms";
import { confirmAuthenticatorApp } from "#app/accounts/give-code.server";
import { requireFactorSetUp } from "#app/accounts/guards.server";
import { ownSecondFactors, secretToSetUp } from "#app/accounts/second-factor-queries.server";
import { renewSignIn } from "#app/accounts/session.server";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { ActionForm, Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { QrSvg } from "#app/ui/qr-svg";
import { TextField } from "#app/ui/text-fields";

export const handle: PageHandle = { title: "account.app.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireFactorSetUp(args);
  const { appSince } = await ownSecondFactors(context);
  return { hasApp: appSince !== null, setUp: appSince ? null : await secretToSetUp(context) };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireFactorSetUp(args);
  const form = await readForm(args.request, secondFactorForm);
  if (!form.ok) return invalid(form.state);
  const result = await confirmAuthenticatorApp(context, form.value);
  if (!result.ok) return refused({}, result.reason, "code");
  const cookie = await renewSignIn(context.signIn, context.now);
  return redirectTo("/account/recovery-codes", { notice: "app_added", headers: { "Set-Cookie": cookie } });
}

export default function AuthenticatorPage() {
  const { hasApp, setUp } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("account");
  if (!setUp)
    return (
      <>
        <PageHeader title={t("app.title")} lead={hasApp ? t("app.has") : t("factor.addAppText")} />
        {!hasApp && (
          <ActionForm action="/account/authenticator/secret" tone="primary">
            {t("app.begin")}
          </ActionForm>
        )}
      </>
    );
  return (
    <>
      <PageHeader title={t("app.title")} lead={t("app.lead")} />
      <QrSvg text={setUp.address} label={t("app.qr")} size={220} />
      <p>
        {t("app.secret")} <code>{setUp.secret}</code>
      </p>
      <Form state={answer && "form" in answer ? answer.form : undefined}>
        <TextField
          name="code"
          label={t("app.code")}
          hint={t("app.codeHint")}
          width="short"
          inputMode="numeric"
          autoComplete="one-time-code"
        />
        <Button>{t("app.submit")}</Button>
      </Form>
    </>
  );
}
