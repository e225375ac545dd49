import { randomUUID } from "node:crypto";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { noticeForm } from "#app/training/event-notices/forms";
import { NoticeForm } from "#app/training/event-notices/notice-form";
import { noticePreview } from "#app/training/event-notices/notice-preview.server";
import { peopleToTell } from "#app/training/event-notices/queries.server";
import { sendNotice } from "#app/training/event-notices/send-notice.server";
import { eventForManager } from "#app/training/events/queries.server";
import { PageHeader } from "#app/ui/page-header";

export const handle = pageHandle<typeof loader>({
  title: (t, { event }) => `${t("manage.notice.newTitle")}: ${event.title}`,
});

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const event = await eventForManager(context, localeOf(args.request), parseId(args.params.id));
  return { event, toTell: await peopleToTell(context, event.id), noticeId: randomUUID() };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const event = await eventForManager(context, localeOf(args.request), eventId);
  const form = await readForm(args.request, noticeForm);
  if (!form.ok) return invalid(form.state);
  if (new URL(args.request.url).searchParams.has("preview")) {
    const preview = await noticePreview(context, event, form.value);
    return data({ form: { values: form.typed, errors: {} }, preview });
  }
  const result = await sendNotice(context, { ...form.value, eventId });
  if (!result.ok) return refused(form.typed, result.reason, "states");
  return redirectTo(`${paths.event(eventId)}/notices/${form.value.noticeId}`, { notice: "notice_sent" });
}

export default function NoticeNew() {
  const { event, toTell, noticeId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("manage");
  return (
    <>
      <PageHeader
        title={t("notice.newTitle")}
        lead={t("notice.lead")}
        crumbs={[
          { label: event.title, href: paths.event(event.id) },
          { label: t("event.messages"), href: `${paths.event(event.id)}/messages` },
        ]}
      />
      <NoticeForm
        state={answer && "form" in answer ? answer.form : undefined}
        noticeId={noticeId}
        toTell={toTell}
        preview={answer && "preview" in answer ? answer.preview : null}
      />
    </>
  );
}
