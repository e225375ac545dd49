import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import { licenceForm } from "#app/legal-aid/lawyers/forms";
import { keepLicence } from "#app/legal-aid/lawyers/keep-licence.server";
import { advocates, lawyerForDesk } from "#app/legal-aid/lawyers/lawyer-queries.server";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Button } from "#app/ui/button";
import { SelectField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { DateField } from "#app/ui/text-fields";

export const handle: PageHandle = { title: "network.licence.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const { id, name, kind, permitValidTo, supervisorId } = await lawyerForDesk(context, parseId(args.params.id));
  return { id, name, kind, permitValidTo, supervisorId, advocates: await advocates(context) };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const lawyerId = parseId(args.params.id);
  const form = await readForm(args.request, licenceForm);
  if (!form.ok) return invalid(form.state);
  const result = await keepLicence(context, { lawyerId, ...form.value });
  if (!result.ok) return refused(form.typed, "choice", "supervisorId");
  return redirectTo(`${paths.desk}/lawyers/${lawyerId}`, { notice: "saved" });
}

export default function LawyerLicence() {
  const { id, name, kind, permitValidTo, supervisorId, advocates: choices } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("network");
  return (
    <>
      <PageHeader
        title={t("licence.title")}
        lead={t("licence.lead")}
        crumbs={[{ label: name, href: `${paths.desk}/lawyers/${id}` }]}
      />
      <Form state={answer?.form} defaults={{ permitValidTo: permitValidTo ?? "", supervisorId: supervisorId ?? "" }}>
        <DateField name="permitValidTo" label={t("join.permit")} hint={t("join.permitHint")} optional />
        {kind === "candidate_advocate" && (
          <SelectField
            name="supervisorId"
            label={t("lawyer.supervisor")}
            hint={t("licence.supervisorHint")}
            choices={choices.map(({ code, label }) => ({ value: code, label }))}
            optional
          />
        )}
        <Button>{t("licence.save")}</Button>
      </Form>
    </>
  );
}
