import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { claimRecord } from "#app/accounts/claim-record.server";
import { claimForm } from "#app/accounts/forms";
import { anyone } from "#app/accounts/guards.server";
import { inPlaceOf } from "#app/accounts/session.server";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { addressOf } from "#app/protection/rate-limit.server";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { TextField } from "#app/ui/text-fields";

export const handle: PageHandle = { title: "account.claim.title", shell: "public" };

export function loader(args: LoaderFunctionArgs) {
  anyone(args);
  return null;
}

export async function action(args: ActionFunctionArgs) {
  const context = anyone(args);
  const form = await readForm(args.request, claimForm);
  if (!form.ok) return invalid(form.state);
  const result = await claimRecord(context, {
    ...form.value,
    locale: localeOf(args.request),
    browser: args.request.headers.get("User-Agent"),
    address: addressOf(args.context),
  });
  if (!result.ok) return refused(form.typed, result.reason, result.field);
  return redirectTo(paths.learn, { notice: "signed_in", headers: await inPlaceOf(args.request, result.cookie) });
}

export default function ClaimPage() {
  const answer = useActionData<typeof action>();
  const t = useT("account");
  return (
    <>
      <PageHeader title={t("claim.title")} lead={t("claim.lead")} />
      <Form state={answer && "form" in answer ? answer.form : undefined}>
        <TextField name="code" label={t("claim.code")} hint={t("claim.codeHint")} width="medium" spellCheck={false} />
        <TextField name="email" type="email" label={t("claim.email")} autoComplete="email" width="medium" />
        <TextField
          name="password"
          type="password"
          label={t("password.password")}
          hint={t("password.hint")}
          autoComplete="new-password"
          width="medium"
        />
        <Button>{t("claim.submit")}</Button>
      </Form>
    </>
  );
}
