import { randomUUID } from "node:crypto";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { useT } from "#app/i18n/use-t";
import { FilingFields, useFilingLabels } from "#app/legal-aid/aid-requests/filing-fields";
import { filingChoices } from "#app/legal-aid/aid-requests/filing-queries.server";
import { deskRequestForm, filingOfPage } from "#app/legal-aid/aid-requests/forms";
import { submitRequest } from "#app/legal-aid/aid-requests/submit-request.server";
import { ReceiptSlip } from "#app/legal-aid/receipts/receipt-slip";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Button, ButtonRow, LinkButton } from "#app/ui/button";
import { ChoiceField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";

export const handle: PageHandle = { title: "desk.new.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  return { choices: await filingChoices(context), requestId: randomUUID() };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const form = await readForm(args.request, deskRequestForm);
  if (!form.ok) return invalid(form.state);
  const { source, requestId, areaCode } = form.value;
  const { areas } = await filingChoices(context);
  if (areaCode && !areas.some(({ code }) => code === areaCode)) return refused(form.typed, "choice", "areaCode");
  const submitted = await submitRequest(context, { source, requestId, filing: filingOfPage(form.value) });
  if (!submitted.ok)
    return refused(form.typed, submitted.reason === "consent_needed" ? "agreed" : submitted.reason, "process");
  // The receipt is shown in this answer and nowhere else.
  return data({ form: undefined, filed: submitted });
}

/** A request by phone, on paper or at the office. */
export default function NewRequest() {
  const t = useT();
  const labels = useFilingLabels();
  const { choices, requestId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const filed = answer && "filed" in answer ? answer.filed : null;
  if (filed)
    return (
      <>
        <PageHeader title={t("desk.new.savedTitle")} lead={t("desk.new.savedLead", { code: filed.code })} />
        {filed.receipt && <ReceiptSlip locator={filed.receipt.locator} secret={filed.receipt.secret} />}
        <p>{t("desk.new.receiptHelp")}</p>
        <ButtonRow>
          <LinkButton href={paths.aidRequest(filed.requestId)}>{t("desk.new.toRequest")}</LinkButton>
        </ButtonRow>
      </>
    );
  return (
    <>
      <PageHeader
        title={t("desk.new.title")}
        lead={t("desk.new.lead")}
        crumbs={[{ label: t("desk.requests.title"), href: "/desk/requests" }]}
      />
      <Form
        state={answer?.form}
        labels={labels}
        defaults={{ source: "phone", language: "sq", channel: "phone" }}
        autoComplete="off"
      >
        <ChoiceField
          name="source"
          label={t("desk.new.source")}
          inline
          choices={(["phone", "paper", "desk"] as const).map((value) => ({
            value,
            label: t(`words.requestSource.${value}`),
          }))}
        />
        <FilingFields choices={choices} requestId={requestId} />
        <Button>{t("desk.new.save")}</Button>
      </Form>
    </>
  );
}
