import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import { messageForm } from "#app/legal-aid/aid-requests/forms";
import { readMessages } from "#app/legal-aid/aid-requests/message-queries.server";
import { MessageThread } from "#app/legal-aid/aid-requests/message-thread";
import { isOpen } from "#app/legal-aid/aid-requests/rules";
import { sendRequestMessage } from "#app/legal-aid/aid-requests/send-request-message.server";
import { useHelpHref } from "#app/legal-aid/drafts/help-link";
import { requireReceipt } from "#app/legal-aid/receipts/help-session.server";
import { inLanguage } from "#app/paths";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { TextArea } from "#app/ui/text-fields";

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireReceipt(args);
  return readMessages(context, context.actor.requestId);
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireReceipt(args);
  const form = await readForm(args.request, messageForm);
  if (!form.ok) return invalid(form.state);
  const sent = await sendRequestMessage(context, { requestId: context.actor.requestId, body: form.value.body });
  if (!sent.ok) return refused(form.typed, sent.reason);
  return redirect(inLanguage("/help/status/messages", localeOf(args.request)), { status: 303 });
}

export default function Messages() {
  const t = useT("help");
  const href = useHelpHref();
  const { state, messages } = useLoaderData<typeof loader>();
  const form = useActionData<typeof action>()?.form;
  return (
    <>
      <PageHeader title={t("messages.title")} lead={t("messages.lead")} />
      <MessageThread messages={messages} own="person" />
      {isOpen(state) ? (
        <Form state={form} autoComplete="off">
          <TextArea name="body" label={t("messages.body")} rows={5} maxLength={4000} />
          <Button wide>{t("messages.send")}</Button>
        </Form>
      ) : (
        <p className="soft">{t("messages.ended")}</p>
      )}
      <p className="question-ways">
        <a href={href("/help/status")}>{t("back")}</a>
      </p>
    </>
  );
}
