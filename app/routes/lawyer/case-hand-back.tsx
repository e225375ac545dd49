import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, readForm } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import { handBackForm } from "#app/legal-aid/cases/forms";
import { handBackCase } from "#app/legal-aid/cases/hand-back-case.server";
import { caseForLawyer } from "#app/legal-aid/cases/own-case-queries.server";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Button, ButtonRow, LinkButton } from "#app/ui/button";
import { ChoiceField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { TextArea } from "#app/ui/text-fields";
import { handBackReasons } from "#db/vocabulary";

export const handle: PageHandle = { title: "lawyer.handBack.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "lawyer");
  const { id, code } = await caseForLawyer(context, parseId(args.params.id));
  return { id, code };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "lawyer");
  const caseId = parseId(args.params.id);
  const form = await readForm(args.request, handBackForm);
  if (!form.ok) return invalid(form.state);
  await handBackCase(context, { caseId, ...form.value });
  return redirectTo(`${paths.lawyer}/cases`, { notice: "case_handed_back" });
}

export default function CaseHandBack() {
  const { id, code } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("lawyer");
  const words = useT("words");
  return (
    <>
      <PageHeader
        title={t("handBack.heading", { code })}
        lead={t("handBack.lead")}
        crumbs={[{ label: code, href: paths.case(id) }]}
      />
      <Form state={answer?.form}>
        <ChoiceField
          name="reason"
          label={t("handBack.why")}
          choices={handBackReasons.map((reason) => ({ value: reason, label: words(`handBackReason.${reason}`) }))}
        />
        <TextArea name="note" label={t("handBack.note")} hint={t("handBack.noteHint")} rows={5} optional />
        <ButtonRow>
          <Button tone="danger">{t("handBack.button")}</Button>
          <LinkButton href={paths.case(id)} tone="quiet">
            {t("handBack.keep")}
          </LinkButton>
        </ButtonRow>
      </Form>
    </>
  );
}
