import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import { changeSafeContact } from "#app/legal-aid/aid-requests/change-safe-contact.server";
import { ChannelField, ReachFields, useReachLabels } from "#app/legal-aid/aid-requests/contact-fields";
import { contactOf, safeContactForm } from "#app/legal-aid/aid-requests/forms";
import { contactForReceipt } from "#app/legal-aid/aid-requests/receipt-queries.server";
import { useHelpHref } from "#app/legal-aid/drafts/help-link";
import { requireReceipt } from "#app/legal-aid/receipts/help-session.server";
import { inLanguage } from "#app/paths";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { Notice } from "#app/ui/surfaces";

export async function loader(args: LoaderFunctionArgs) {
  const { contact } = await contactForReceipt(await requireReceipt(args));
  // What is kept is not shown again: somebody may look over her shoulder.
  return { channel: contact?.channel ?? "page", saved: new URL(args.request.url).searchParams.has("saved") };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireReceipt(args);
  const form = await readForm(args.request, safeContactForm);
  if (!form.ok) return invalid(form.state);
  const changed = await changeSafeContact(context, {
    requestId: context.actor.requestId,
    ...contactOf(form.value),
  });
  if (!changed.ok) return refused(form.typed, changed.reason);
  return redirect(inLanguage("/help/status/contact?saved=1", localeOf(args.request)), { status: 303 });
}

export default function Contact() {
  const t = useT("help");
  const href = useHelpHref();
  const { channel, saved } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.form;
  return (
    <>
      {saved && (
        <Notice tone="calm" live>
          <p>{t("contact.saved")}</p>
        </Notice>
      )}
      <PageHeader title={t("contact.title")} lead={t("contact.lead")} />
      <Form state={state} labels={useReachLabels()} defaults={{ channel }} autoComplete="off">
        <ChannelField label={t("contact.how")} />
        <p className="soft">{t("contact.onlyChosen")}</p>
        <ReachFields channel={null} />
        <Button wide>{t("contact.save")}</Button>
      </Form>
      <p className="question-ways">
        <a href={href("/help/status")}>{t("back")}</a>
      </p>
    </>
  );
}
