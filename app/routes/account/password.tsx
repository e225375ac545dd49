import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { firstPasswordForm, passwordForm } from "#app/accounts/forms";
import { anyone } from "#app/accounts/guards.server";
import { linkedAccount, redeemAccountLink } from "#app/accounts/redeem-account-link.server";
import { inPlaceOf } from "#app/accounts/session.server";
import { notFound } from "#app/context.server";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { TextField } from "#app/ui/text-fields";

export const handle: PageHandle = { title: "account.password.title", shell: "public" };

export async function loader(args: LoaderFunctionArgs) {
  const linked = await linkedAccount(anyone(args), args.params.token ?? "");
  if (!linked) throw notFound();
  return linked;
}

export async function action(args: ActionFunctionArgs) {
  const context = anyone(args);
  const token = args.params.token ?? "";
  const linked = await linkedAccount(context, token);
  if (!linked) throw notFound();
  const form = await readForm(args.request, linked.unknown ? firstPasswordForm : passwordForm);
  if (!form.ok) return invalid(form.state);
  const { password, introduction } = form.value;
  const browser = args.request.headers.get("User-Agent");
  const result = await redeemAccountLink(context, { token, password, browser, introduction });
  if (!result.ok) return refused(form.typed, result.reason, result.field);
  return redirectTo("/account", { notice: "signed_in", headers: await inPlaceOf(args.request, result.cookie) });
}

export default function PasswordPage() {
  const { email, longPassword, unknown } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("account");
  return (
    <>
      <PageHeader
        title={t("password.title")}
        lead={unknown ? t("password.firstLead") : t("password.lead", { email })}
      />
      <Form state={answer && "form" in answer ? answer.form : undefined}>
        {unknown && (
          <>
            <TextField name="givenName" label={t("password.givenName")} autoComplete="given-name" width="medium" />
            <TextField name="familyName" label={t("password.familyName")} autoComplete="family-name" width="medium" />
            <TextField name="email" type="email" label={t("password.email")} autoComplete="email" width="medium" />
          </>
        )}
        <TextField
          name="password"
          type="password"
          label={t("password.password")}
          hint={t(longPassword ? "password.hint" : "password.hintShort")}
          autoComplete="new-password"
          width="medium"
        />
        <Button>{t("password.submit")}</Button>
      </Form>
    </>
  );
}
