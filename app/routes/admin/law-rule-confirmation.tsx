import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useLocale, useT } from "#app/i18n/use-t";
import { confirmRule } from "#app/legal-aid/law/confirm-rule.server";
import { confirmationForm } from "#app/legal-aid/law/forms";
import { ReasonField } from "#app/legal-aid/law/law-fields";
import { ruleForAdministrator } from "#app/legal-aid/law/queries.server";
import type { PageHandle } from "#app/page-handle";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { TextField } from "#app/ui/text-fields";

export const handle: PageHandle = { title: "admin.law.confirm" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "administrator");
  const { rule } = await ruleForAdministrator(context, args.params.code ?? "");
  return { rule };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "administrator");
  const code = args.params.code ?? "";
  const form = await readForm(args.request, confirmationForm);
  if (!form.ok) return invalid(form.state);
  const answer = await confirmRule(context, { code, ...form.value });
  if (!answer.ok) return refused(form.typed, answer.reason);
  return redirectTo(`/admin/law/rules/${code}`, { notice: "law_rule_confirmed" });
}

/** Says that a time limit was read in the law's text, and where it stands. */
export default function LawRuleConfirmationPage() {
  const { rule } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("admin");
  const locale = useLocale();
  return (
    <>
      <PageHeader
        title={t("law.confirm")}
        lead={rule[locale]}
        crumbs={[
          { label: t("law.title"), href: "/admin/law" },
          { label: rule.code, href: `/admin/law/rules/${rule.code}` },
        ]}
      />
      <Form state={answer?.form} defaults={{ source: rule.source ?? "" }}>
        <TextField name="source" label={t("law.source")} hint={t("law.sourceHint")} maxLength={300} />
        <ReasonField />
        <Button>{t("law.confirmSave")}</Button>
      </Form>
    </>
  );
}
