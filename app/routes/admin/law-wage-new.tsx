import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import { addWage } from "#app/legal-aid/law/add-wage.server";
import { wageForm } from "#app/legal-aid/law/forms";
import { ReasonField, SourceFields } from "#app/legal-aid/law/law-fields";
import type { PageHandle } from "#app/page-handle";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { DateField, NumberField } from "#app/ui/text-fields";

export const handle: PageHandle = { title: "admin.law.newWage" };

export async function loader(args: LoaderFunctionArgs) {
  await requireRole(args, "administrator");
  return null;
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "administrator");
  const form = await readForm(args.request, wageForm);
  if (!form.ok) return invalid(form.state);
  const answer = await addWage(context, form.value);
  if (!answer.ok) return refused(form.typed, answer.reason, "validFrom");
  return redirectTo("/admin/law#wages", { notice: "law_wage_added" });
}

/** A minimum wage from a day on. */
export default function LawWageNewPage() {
  const answer = useActionData<typeof action>();
  const t = useT("admin");
  return (
    <>
      <PageHeader
        title={t("law.newWage")}
        lead={t("law.newWageAbout")}
        crumbs={[{ label: t("law.title"), href: "/admin/law" }]}
      />
      <Form state={answer?.form}>
        <DateField name="validFrom" label={t("law.from")} />
        <NumberField name="lek" label={t("law.wage")} unit={t("law.lekAMonth")} />
        <SourceFields />
        <ReasonField />
        <Button>{t("law.newWageSave")}</Button>
      </Form>
    </>
  );
}
