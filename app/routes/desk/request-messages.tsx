import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import { messageForm } from "#app/legal-aid/aid-requests/forms";
import { readMessages } from "#app/legal-aid/aid-requests/message-queries.server";
import { MessageThread } from "#app/legal-aid/aid-requests/message-thread";
import { requestHead } from "#app/legal-aid/aid-requests/queries.server";
import { deskSight } from "#app/legal-aid/aid-requests/rules";
import { sendRequestMessage } from "#app/legal-aid/aid-requests/send-request-message.server";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { TextArea } from "#app/ui/text-fields";

export const handle = pageHandle<typeof loader>({ title: (t, { code }) => t("desk.messages.title", { code }) });

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const { id, code, state } = await requestHead(context, parseId(args.params.id));
  const open = deskSight(state) !== "closed";
  return { id, code, open, messages: open ? (await readMessages(context, id)).messages : [] };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const id = parseId(args.params.id);
  const form = await readForm(args.request, messageForm);
  if (!form.ok) return invalid(form.state);
  const sent = await sendRequestMessage(context, { requestId: id, body: form.value.body });
  if (!sent.ok) return refused(form.typed, sent.reason);
  return redirectTo(`${paths.aidRequest(id)}/messages`, { notice: "message_sent" });
}

export default function Messages() {
  const t = useT("desk");
  const { id, code, open, messages } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.form;
  return (
    <>
      <PageHeader
        title={t("messages.title", { code })}
        lead={t("messages.lead")}
        crumbs={[{ label: t("request.title", { code }), href: paths.aidRequest(id) }]}
      />
      {open ? (
        <>
          <MessageThread messages={messages} own="desk" />
          <Form state={state}>
            <TextArea name="body" label={t("messages.body")} hint={t("messages.hint")} rows={5} maxLength={4000} />
            <Button>{t("messages.send")}</Button>
          </Form>
        </>
      ) : (
        <p className="soft">{t("messages.ended")}</p>
      )}
    </>
  );
}
