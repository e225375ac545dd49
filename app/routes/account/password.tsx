import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { passwordForm } from "#app/accounts/forms";
import { anyone } from "#app/accounts/guards.server";
import { linkedAccount, redeemAccountLink } from "#app/accounts/redeem-account-link.server";
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
  const form = await readForm(args.request, passwordForm);
  if (!form.ok) return invalid(form.state);
  const result = await redeemAccountLink(context, {
    token: args.params.token ?? "",
    password: form.value.password,
    browser: args.request.headers.get("User-Agent"),
  });
  if (!result.ok) return refused(form.typed, result.reason, "password");
  return redirectTo("/account", { notice: "signed_in", headers: { "Set-Cookie": result.cookie } });
}

export default function PasswordPage() {
  const { email, longPassword } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("account");
  return (
    <>
      <PageHeader title={t("password.title")} lead={t("password.lead", { email })} />
      <Form state={answer && "form" in answer ? answer.form : undefined}>
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
