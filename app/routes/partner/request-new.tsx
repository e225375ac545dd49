import { randomUUID } from "node:crypto";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import { FilingFields, useFilingLabels } from "#app/legal-aid/aid-requests/filing-fields";
import { filingChoices } from "#app/legal-aid/aid-requests/filing-queries.server";
import { filingOfPage, referralForm } from "#app/legal-aid/aid-requests/forms";
import { reachableChannels } from "#app/legal-aid/aid-requests/rules";
import { submitRequest } from "#app/legal-aid/aid-requests/submit-request.server";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Button } from "#app/ui/button";
import { CheckField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";

export const handle: PageHandle = { title: "partner.new.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "referrer");
  return { choices: await filingChoices(context), requestId: randomUUID() };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "referrer");
  const form = await readForm(args.request, referralForm);
  if (!form.ok) return invalid(form.state);
  const { requestId, areaCode } = form.value;
  const { areas } = await filingChoices(context);
  if (areaCode && !areas.some(({ code }) => code === areaCode)) return refused(form.typed, "choice", "areaCode");
  const submitted = await submitRequest(context, { source: "referrer", requestId, filing: filingOfPage(form.value) });
  if (!submitted.ok)
    return refused(form.typed, submitted.reason === "consent_needed" ? "agreed" : submitted.reason, "process");
  return redirectTo(paths.partner, { notice: "request_sent" });
}

/** A referrer files for somebody who agreed to it. */
export default function NewReferral() {
  const t = useT("partner");
  const { choices, requestId } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.form;
  return (
    <>
      <PageHeader
        title={t("new.title")}
        lead={t("new.lead")}
        crumbs={[{ label: t("home.title"), href: paths.partner }]}
      />
      <Form state={state} labels={useFilingLabels()} defaults={{ language: "sq", channel: "phone" }} autoComplete="off">
        <CheckField name="consentSeen" label={t("new.consentSeen")} hint={t("new.consentHint")} />
        <FilingFields choices={choices} requestId={requestId} channels={reachableChannels} />
        <Button>{t("new.save")}</Button>
      </Form>
    </>
  );
}
