import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useLocale, useT } from "#app/i18n/use-t";
import { changeHelpLine } from "#app/legal-aid/law/change-help-line.server";
import { helpLineForm } from "#app/legal-aid/law/forms";
import { ReasonField, StatusField } from "#app/legal-aid/law/law-fields";
import { helpLineForAdministrator } from "#app/legal-aid/law/queries.server";
import type { PageHandle } from "#app/page-handle";
import { Button } from "#app/ui/button";
import { CheckField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { DateField, TextField } from "#app/ui/text-fields";

export const handle: PageHandle = { title: "admin.law.changeLine" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "administrator");
  return { line: await helpLineForAdministrator(context, args.params.code ?? "") };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "administrator");
  const form = await readForm(args.request, helpLineForm);
  if (!form.ok) return invalid(form.state);
  const answer = await changeHelpLine(context, { code: args.params.code ?? "", ...form.value });
  if (!answer.ok) return refused(form.typed, answer.reason, "shown");
  return redirectTo("/admin/law#helplines", { notice: "law_line_changed" });
}

/** One help line: its number, whether it is shown, and when somebody last called it. */
export default function LawHelpLinePage() {
  const { line } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("admin");
  const locale = useLocale();
  return (
    <>
      <PageHeader
        title={t("law.changeLine")}
        lead={`${line.number} · ${line[locale]}`}
        crumbs={[{ label: t("law.title"), href: "/admin/law" }]}
      />
      <Form
        state={answer?.form}
        defaults={{
          number: line.number,
          sq: line.sq,
          en: line.en,
          status: line.status,
          shown: line.shown ? "yes" : "",
          lastCheckedOn: line.lastCheckedOn ?? "",
        }}
      >
        <TextField name="number" label={t("law.number")} width="medium" inputMode="tel" maxLength={20} />
        <TextField name="sq" label={t("law.nameSq")} lang="sq" maxLength={160} />
        <TextField name="en" label={t("law.nameEn")} lang="en" maxLength={160} />
        <DateField name="lastCheckedOn" label={t("law.calledOn")} hint={t("law.calledOnHint")} optional />
        <StatusField />
        <CheckField name="shown" label={t("law.showLine")} hint={t("law.showLineHint")} />
        <ReasonField />
        <Button>{t("law.changeLineSave")}</Button>
      </Form>
    </>
  );
}
