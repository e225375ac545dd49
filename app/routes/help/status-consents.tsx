import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import { changeConsents } from "#app/legal-aid/aid-requests/change-consents.server";
import { ConsentFields } from "#app/legal-aid/aid-requests/consent-fields";
import { consentsForm } from "#app/legal-aid/aid-requests/forms";
import { consentsOf } from "#app/legal-aid/aid-requests/queries.server";
import { useHelpHref } from "#app/legal-aid/drafts/help-link";
import { requireReceipt } from "#app/legal-aid/receipts/help-session.server";
import { inLanguage } from "#app/paths";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { Notice } from "#app/ui/surfaces";

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireReceipt(args);
  const kinds = await consentsOf(context, context.actor.requestId);
  return { kinds, saved: new URL(args.request.url).searchParams.has("saved") };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireReceipt(args);
  const form = await readForm(args.request, consentsForm);
  if (!form.ok) return invalid(form.state);
  const changed = await changeConsents(context, { requestId: context.actor.requestId, kinds: form.value.kinds });
  if (!changed.ok) return refused(form.typed, changed.reason);
  return redirect(inLanguage("/help/status/consents?saved=1", localeOf(args.request)), { status: 303 });
}

export default function Consents() {
  const t = useT("help");
  const href = useHelpHref();
  const { kinds, saved } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.form;
  return (
    <>
      {saved && (
        <Notice tone="calm" live>
          <p>{t("consents.saved")}</p>
        </Notice>
      )}
      <PageHeader title={t("consents.title")} lead={t("consents.lead")} />
      <Form state={state} defaults={{ kinds }}>
        <ConsentFields label={t("consents.title")} />
        <Button wide>{t("consents.save")}</Button>
      </Form>
      <p className="question-ways">
        <a href={href("/help/status")}>{t("back")}</a>
      </p>
    </>
  );
}
