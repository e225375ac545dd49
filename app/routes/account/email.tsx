import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { emailChangeForm } from "#app/accounts/forms";
import { requireAccount } from "#app/accounts/guards.server";
import { requestEmailChange } from "#app/accounts/request-email-change.server";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { Notice } from "#app/ui/surfaces";
import { TextField } from "#app/ui/text-fields";

export const handle: PageHandle = { title: "account.email.title" };

export async function loader(args: LoaderFunctionArgs) {
  await requireAccount(args);
  return null;
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireAccount(args);
  const form = await readForm(args.request, emailChangeForm);
  if (!form.ok) return invalid(form.state);
  const result = await requestEmailChange(context, form.value);
  if (!result.ok) return refused(form.typed, result.reason, "password");
  return { sent: true as const };
}

export default function EmailPage() {
  const answer = useActionData<typeof action>();
  const t = useT("account");
  if (answer && "sent" in answer)
    return (
      <>
        <PageHeader title={t("email.sentTitle")} crumbs={[{ label: t("home.title"), href: paths.account }]} />
        <Notice tone="calm" live>
          <p>{t("email.sentText")}</p>
        </Notice>
      </>
    );
  return (
    <>
      <PageHeader
        title={t("email.title")}
        lead={t("email.lead")}
        crumbs={[{ label: t("home.title"), href: paths.account }]}
      />
      <Form state={answer && "form" in answer ? answer.form : undefined}>
        <TextField name="email" type="email" label={t("email.email")} autoComplete="email" width="medium" />
        <TextField
          name="password"
          type="password"
          label={t("email.password")}
          autoComplete="current-password"
          width="medium"
        />
        <Button>{t("email.submit")}</Button>
      </Form>
    </>
  );
}
