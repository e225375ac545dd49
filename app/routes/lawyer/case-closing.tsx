import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { closingForm } from "#app/legal-aid/cases/forms";
import { caseForLawyer } from "#app/legal-aid/cases/own-case-queries.server";
import { closeCase } from "#app/legal-aid/outcomes/close-case.server";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Button, ButtonRow, LinkButton } from "#app/ui/button";
import { ChoiceField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { Notice } from "#app/ui/surfaces";
import { caseOutcomes } from "#db/vocabulary";

export const handle: PageHandle = { title: "lawyer.closing.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "lawyer");
  const { id, code, steps, hours, deadlines } = await caseForLawyer(context, parseId(args.params.id));
  return {
    id,
    code,
    openSteps: steps.filter(({ state }) => state === "open" || state === "planned").length,
    openDeadlines: deadlines.filter(({ state }) => state === "open").length,
    minutes: hours.reduce((sum, row) => sum + row.minutes, 0),
  };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "lawyer");
  const caseId = parseId(args.params.id);
  const form = await readForm(args.request, closingForm);
  if (!form.ok) return invalid(form.state);
  const result = await closeCase(context, { caseId, ...form.value });
  if (!result.ok) return refused(form.typed, "deadline_open");
  return redirectTo(`${paths.lawyer}/cases`, { notice: "case_closed" });
}

export default function CaseClosing() {
  const { id, code, openSteps, openDeadlines, minutes } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("lawyer");
  const words = useT("words");
  const format = useFormat();
  return (
    <>
      <PageHeader
        title={t("closing.heading", { code })}
        lead={t("closing.lead")}
        crumbs={[{ label: code, href: paths.case(id) }]}
      />
      <Notice>
        <p>
          {t("closing.what", { steps: openSteps, deadlines: openDeadlines, hours: format.hours(minutes) })}{" "}
          <a href={`${paths.case(id)}/hours`}>{t("case.addHours")}</a>
        </p>
      </Notice>
      <Form state={answer?.form}>
        <ChoiceField
          name="outcome"
          label={t("closing.outcome")}
          choices={caseOutcomes.map((outcome) => ({ value: outcome, label: words(`caseOutcome.${outcome}`) }))}
        />
        <ButtonRow>
          <Button>{t("closing.button")}</Button>
          <LinkButton href={paths.case(id)} tone="quiet">
            {t("closing.back")}
          </LinkButton>
        </ButtonRow>
      </Form>
    </>
  );
}
