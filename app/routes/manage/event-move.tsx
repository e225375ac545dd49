import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { checkForm, invalid, parseId, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { affectedByMove, clashesWith } from "#app/training/events/clash-queries.server";
import { moveForm } from "#app/training/events/forms";
import { moveEvent } from "#app/training/events/move-event.server";
import { Clashes, SessionsPreview } from "#app/training/events/plan-preview";
import { eventForManager, sittingsOf } from "#app/training/events/queries.server";
import { beginningOn, clockInTirana } from "#app/training/sittings/rules";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { Card } from "#app/ui/surfaces";
import { DateField, TimeField } from "#app/ui/text-fields";

export const handle = pageHandle<typeof loader>({
  title: (t, { event }) => `${t("manage.move.title")}: ${event.title}`,
});

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const locale = localeOf(args.request);
  const event = await eventForManager(context, locale, parseId(args.params.id));
  const query = new URL(args.request.url).searchParams;
  const asked = query.has("day") ? checkForm(query, moveForm) : null;
  if (!asked?.ok) return { event, state: asked?.state, preview: null };
  const { day, time } = asked.value;
  const times = beginningOn(event.sittings, day, time);
  const [affected, clashes] = await Promise.all([
    affectedByMove(context, { eventId: event.id, times }),
    clashesWith(context, locale, { eventId: event.id, times, moving: true }),
  ]);
  return { event, state: undefined, preview: { day, time: time ?? "", times, affected, clashes } };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const form = await readForm(args.request, moveForm);
  if (!form.ok) return invalid(form.state);
  const [before] = await sittingsOf(context, localeOf(args.request), eventId);
  const result = await moveEvent(context, { eventId, ...form.value });
  if (!result.ok) return refused(form.typed, result.reason, "day");
  const back = before && clockInTirana(before.startsAt);
  const query = new URLSearchParams({ movedAt: String(result.movedAt.getTime()), ...back });
  return redirectTo(`${paths.event(eventId)}?${query}`, { notice: "event_moved" });
}

export default function EventMove() {
  const { event, state, preview } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("manage");
  const first = event.sittings[0] && clockInTirana(event.sittings[0].startsAt);
  return (
    <>
      <PageHeader
        title={t("move.title")}
        lead={t("move.lead")}
        crumbs={[{ label: event.title, href: paths.event(event.id) }]}
      />
      <Form
        method="get"
        state={(answer && "form" in answer && answer.form) || state}
        defaults={{ day: preview?.day ?? first?.day, time: preview?.time || first?.time }}
      >
        <DateField name="day" label={t("move.day")} />
        <TimeField name="time" label={t("move.time")} hint={t("move.timeHint")} />
        <Button tone={preview ? "quiet" : "primary"}>{t("plan.show")}</Button>
      </Form>
      {preview && (
        <Card title={t("plan.preview")}>
          <SessionsPreview sessions={event.sittings} times={preview.times} />
          <Concerned {...preview.affected} />
          <Clashes clashes={preview.clashes} />
          <form method="post" className="button-row">
            <input type="hidden" name="day" value={preview.day} />
            <input type="hidden" name="time" value={preview.time} />
            <Button>{t("move.button", { count: preview.affected.people })}</Button>
          </form>
        </Card>
      )}
    </>
  );
}

type Affected = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>["preview"]>["affected"];

function Concerned({ people, withoutMail, trainers, elsewhere }: Affected) {
  const t = useT("manage");
  return (
    <ul>
      <li>{t("move.people", { count: people })}</li>
      {trainers > 0 && <li>{t("move.trainers", { count: trainers })}</li>}
      {withoutMail > 0 && <li>{t("move.withoutMail", { count: withoutMail })}</li>}
      {elsewhere > 0 && <li>{t("move.elsewhere", { count: elsewhere })}</li>}
      <li>{t("move.undoHint")}</li>
    </ul>
  );
}
