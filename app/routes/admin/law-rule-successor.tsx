import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useLocale, useT } from "#app/i18n/use-t";
import { successorForm } from "#app/legal-aid/law/forms";
import { ReasonField, SourceFields } from "#app/legal-aid/law/law-fields";
import { lawNames, ruleForAdministrator } from "#app/legal-aid/law/queries.server";
import { replaceRule } from "#app/legal-aid/law/replace-rule.server";
import type { PageHandle } from "#app/page-handle";
import { Button } from "#app/ui/button";
import { ChoiceField, SelectField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { Notice } from "#app/ui/surfaces";
import { DateField, NumberField } from "#app/ui/text-fields";
import { limitUnits, rollingOver } from "#db/vocabulary";

export const handle: PageHandle = { title: "admin.law.replace" };

const fieldOf = { before_rule: "validFrom", unknown_law: "lawVersion", rule_replaced: "form" } as const;

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "administrator");
  const { rule, open } = await ruleForAdministrator(context, args.params.code ?? "");
  return { rule, open, laws: await lawNames(context) };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "administrator");
  const form = await readForm(args.request, successorForm);
  if (!form.ok) return invalid(form.state);
  const { rollsOver, ...fields } = form.value;
  const answer = await replaceRule(context, {
    ...fields,
    code: args.params.code ?? "",
    rollsOver: rollsOver === "unknown" ? null : rollsOver === "yes",
  });
  if (!answer.ok) return refused(form.typed, answer.reason, fieldOf[answer.reason]);
  return redirectTo(`/admin/law/rules/${answer.code}`, { notice: "law_rule_replaced" });
}

/** A dated row that takes the place of a time limit. */
export default function LawRuleSuccessorPage() {
  const { rule, open, laws } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("admin");
  const words = useT("words");
  const locale = useLocale();
  return (
    <>
      <PageHeader
        title={t("law.replace")}
        lead={rule[locale]}
        crumbs={[
          { label: t("law.title"), href: "/admin/law" },
          { label: rule.code, href: `/admin/law/rules/${rule.code}` },
        ]}
      />
      <Notice tone="warn">
        <p>{t("law.replaceAbout", { count: open })}</p>
      </Notice>
      <Form
        state={answer?.form}
        defaults={{
          length: rule.length === null ? "" : String(rule.length),
          unit: rule.unit ?? "days",
          rollsOver: rule.rollsOver === null ? "unknown" : rule.rollsOver ? "yes" : "no",
          lawVersion: rule.lawVersion,
        }}
      >
        <DateField name="validFrom" label={t("law.validFrom")} hint={t("law.validFromHint")} />
        <NumberField name="length" label={t("law.length")} />
        <SelectField
          name="unit"
          label={t("law.unit")}
          width="medium"
          empty={false}
          choices={limitUnits.map((value) => ({ value, label: words(`limitUnit.${value}`) }))}
        />
        <ChoiceField
          name="rollsOver"
          label={t("law.rollsOver")}
          inline
          choices={rollingOver.map((value) => ({ value, label: words(`rollingOver.${value}`) }))}
        />
        <SelectField
          name="lawVersion"
          label={t("law.law")}
          empty={false}
          choices={laws.map((law) => ({ value: law.key, label: law[locale] }))}
        />
        <SourceFields />
        <ReasonField />
        <Button>{t("law.replaceSave")}</Button>
      </Form>
    </>
  );
}
