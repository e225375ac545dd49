import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { closeAccount } from "#app/accounts/close-account.server";
import { closingForm } from "#app/accounts/forms";
import { requireAccount, requireStepUp } from "#app/accounts/guards.server";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Button, LinkButton } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { TextField } from "#app/ui/text-fields";

export const handle: PageHandle = { title: "account.closing.title" };

export async function loader(args: LoaderFunctionArgs) {
  await requireAccount(args);
  await requireStepUp(args);
  return null;
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireAccount(args);
  await requireStepUp(args);
  const form = await readForm(args.request, closingForm);
  if (!form.ok) return invalid(form.state);
  const result = await closeAccount(context, form.value);
  if (!result.ok) return refused({}, result.reason, result.reason === "own_password" ? "password" : "form");
  return redirectTo(paths.home, { notice: "account_closed" });
}

export default function ClosingPage() {
  const answer = useActionData<typeof action>();
  const t = useT("account");
  return (
    <>
      <PageHeader title={t("closing.title")} lead={t("closing.text")} />
      <Form state={answer && "form" in answer ? answer.form : undefined}>
        <TextField
          name="password"
          type="password"
          label={t("closing.password")}
          autoComplete="current-password"
          width="medium"
        />
        <Button tone="danger">{t("closing.submit")}</Button>
      </Form>
      <p>
        <LinkButton tone="quiet" href={paths.account}>
          {t("closing.keep")}
        </LinkButton>
      </p>
    </>
  );
}
