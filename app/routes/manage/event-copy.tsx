import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { checkForm, invalid, parseId, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { clashesWith } from "#app/training/events/clash-queries.server";
import { copyEvent } from "#app/training/events/copy-event.server";
import { copyForm } from "#app/training/events/forms";
import { Clashes, SessionsPreview } from "#app/training/events/plan-preview";
import { eventForManager } from "#app/training/events/queries.server";
import { beginningOn } from "#app/training/sittings/rules";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { Card } from "#app/ui/surfaces";
import { DateField } from "#app/ui/text-fields";

export const handle = pageHandle<typeof loader>({
  title: (t, { event }) => `${t("manage.copy.title")}: ${event.title}`,
});

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const locale = localeOf(args.request);
  const event = await eventForManager(context, locale, parseId(args.params.id));
  const query = new URL(args.request.url).searchParams;
  const asked = query.has("day") ? checkForm(query, copyForm) : null;
  if (!asked?.ok) return { event, state: asked?.state, preview: null };
  const { day } = asked.value;
  const times = beginningOn(event.sittings, day);
  const clashes = await clashesWith(context, locale, { eventId: event.id, times, moving: false });
  return { event, state: undefined, preview: { day, times, clashes } };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const form = await readForm(args.request, copyForm);
  if (!form.ok) return invalid(form.state);
  const result = await copyEvent(context, { eventId, days: [form.value.day] });
  if (!result.ok) return refused(form.typed, result.reason, "day");
  return redirectTo(paths.event(result.eventIds[0] ?? eventId), { notice: "event_copied" });
}

export default function EventCopy() {
  const { event, state, preview } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("manage");
  return (
    <>
      <PageHeader
        title={t("copy.title")}
        lead={t("copy.lead")}
        crumbs={[{ label: event.title, href: paths.event(event.id) }]}
      />
      <Form method="get" state={(answer && "form" in answer && answer.form) || state} defaults={{ day: preview?.day }}>
        <DateField name="day" label={t("copy.day")} />
        <Button tone={preview ? "quiet" : "primary"}>{t("plan.show")}</Button>
      </Form>
      {preview && (
        <Card title={t("plan.preview")}>
          <SessionsPreview sessions={event.sittings} times={preview.times} />
          <Clashes clashes={preview.clashes} />
          <p className="soft">{t("copy.nobody")}</p>
          <form method="post" className="button-row">
            <input type="hidden" name="day" value={preview.day} />
            <Button>{t("copy.button")}</Button>
          </form>
        </Card>
      )}
    </>
  );
}
