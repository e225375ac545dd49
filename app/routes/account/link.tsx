import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { askForAccountLink } from "#app/accounts/ask-for-account-link.server";
import { accountLinkForm } from "#app/accounts/forms";
import { anyone } from "#app/accounts/guards.server";
import { invalid, readForm } from "#app/forms/read-form.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { addressOf, limitAttempts } from "#app/protection/rate-limit.server";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { Notice } from "#app/ui/surfaces";
import { TextField } from "#app/ui/text-fields";

export const handle: PageHandle = { title: "account.link.title", shell: "public" };

export function loader(args: LoaderFunctionArgs) {
  anyone(args);
  return null;
}

export async function action(args: ActionFunctionArgs) {
  const context = anyone(args);
  const form = await readForm(args.request, accountLinkForm);
  if (!form.ok) return invalid(form.state);
  await limitAttempts("account_link_address", addressOf(args.context));
  await limitAttempts("account_link_account", form.value.email);
  await askForAccountLink(context, { email: form.value.email, locale: localeOf(args.request) });
  return { sent: true as const };
}

export default function LinkPage() {
  const answer = useActionData<typeof action>();
  const t = useT("account");
  if (answer && "sent" in answer)
    return (
      <>
        <PageHeader title={t("link.sentTitle")} />
        <Notice tone="calm" live>
          <p>{t("link.sentText")}</p>
        </Notice>
        <p className="soft">
          <a href="/account/link">{t("link.sentAgain")}</a>
        </p>
      </>
    );
  return (
    <>
      <PageHeader title={t("link.title")} lead={t("link.lead")} />
      <Form state={answer && "form" in answer ? answer.form : undefined} autoComplete="on">
        <TextField name="email" type="email" label={t("signIn.email")} autoComplete="username" width="medium" />
        <Button>{t("link.submit")}</Button>
      </Form>
    </>
  );
}
