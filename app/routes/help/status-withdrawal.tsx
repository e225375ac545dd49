import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import { withdrawalForm } from "#app/legal-aid/aid-requests/forms";
import { withdrawRequest } from "#app/legal-aid/aid-requests/withdraw-request.server";
import { HelpLink } from "#app/legal-aid/drafts/help-link";
import { requireReceipt } from "#app/legal-aid/receipts/help-session.server";
import { inLanguage, paths } from "#app/paths";
import { Button, ButtonRow } from "#app/ui/button";
import { CheckField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";

export async function loader(args: LoaderFunctionArgs) {
  await requireReceipt(args);
  return null;
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireReceipt(args);
  const form = await readForm(args.request, withdrawalForm);
  if (!form.ok) return invalid(form.state);
  const withdrawn = await withdrawRequest(context, { requestId: context.actor.requestId });
  if (!withdrawn.ok) return refused(form.typed, withdrawn.reason);
  return redirect(inLanguage(paths.helpStatus, localeOf(args.request)), { status: 303 });
}

export default function Withdrawal() {
  const t = useT("help");
  const state = useActionData<typeof action>()?.form;
  return (
    <>
      <PageHeader title={t("withdrawal.title")} lead={t("withdrawal.text")} />
      <Form state={state}>
        <CheckField name="sure" label={t("withdrawal.sure")} />
        <ButtonRow>
          <Button tone="danger">{t("withdrawal.button")}</Button>
          <HelpLink to="/help/status">{t("withdrawal.stay")}</HelpLink>
        </ButtonRow>
      </Form>
    </>
  );
}
