import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { checkForm, invalid, parseId, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { clashesWith } from "#app/training/events/clash-queries.server";
import { copyEvent } from "#app/training/events/copy-event.server";
import { repeatedForm, repetitionForm } from "#app/training/events/forms";
import { MadeEvents } from "#app/training/events/made-events";
import { Clashes } from "#app/training/events/plan-preview";
import { copiesOf, eventForManager } from "#app/training/events/queries.server";
import { beginningOn, repeatedDays, repetitions } from "#app/training/sittings/rules";
import { Button } from "#app/ui/button";
import { ChecksField, ChoiceField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { Card } from "#app/ui/surfaces";
import { DateField, NumberField } from "#app/ui/text-fields";

export const handle = pageHandle<typeof loader>({
  title: (t, { event }) => `${t("manage.repetition.title")}: ${event.title}`,
});

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const locale = localeOf(args.request);
  const event = await eventForManager(context, locale, parseId(args.params.id));
  const query = new URL(args.request.url).searchParams;
  const made = /^\d{13}$/.test(query.get("made") ?? "")
    ? await copiesOf(context, event.id, new Date(Number(query.get("made"))))
    : [];
  const asked = query.has("day") ? checkForm(query, repetitionForm) : null;
  if (!asked?.ok) return { event, made, state: asked?.state, preview: null };
  const { day, every, times } = asked.value;
  const days = repeatedDays(day, every, times);
  const sittings = days.flatMap((one) => beginningOn(event.sittings, one));
  const clashes = await clashesWith(context, locale, { eventId: event.id, times: sittings, moving: false });
  return { event, made, state: undefined, preview: { asked: { day, every, times: String(times) }, days, clashes } };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const form = await readForm(args.request, repeatedForm);
  if (!form.ok) return invalid(form.state);
  const result = await copyEvent(context, { eventId, days: form.value.days });
  if (!result.ok) return refused(form.typed, result.reason, "days");
  return redirectTo(`${paths.event(eventId)}/repetition?made=${context.now.getTime()}`, { notice: "events_planned" });
}

export default function EventRepetition() {
  const { event, made, state, preview } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("manage");
  const format = useFormat();
  return (
    <>
      <PageHeader
        title={t("repetition.title")}
        lead={t("repetition.lead")}
        crumbs={[{ label: event.title, href: paths.event(event.id) }]}
      />
      {made.length > 0 && <MadeEvents events={made} action={`${paths.event(event.id)}/repetition/reversal`} />}
      <Form id="how" method="get" state={state} defaults={preview?.asked ?? { every: "week", times: "4" }}>
        <DateField name="day" label={t("repetition.day")} />
        <ChoiceField
          name="every"
          label={t("repetition.every")}
          choices={repetitions.map((value) => ({ value, label: t(`repetition.steps.${value}`) }))}
          inline
        />
        <NumberField name="times" label={t("repetition.times")} />
        <Button tone={preview ? "quiet" : "primary"}>{t("plan.show")}</Button>
      </Form>
      {preview && (
        <Card title={t("plan.preview")}>
          <Clashes clashes={preview.clashes} />
          <Form
            state={answer && "form" in answer ? answer.form : undefined}
            defaults={{ days: preview.days }}
            labels={{ days: t("repetition.days") }}
          >
            <ChecksField
              name="days"
              label={t("repetition.days")}
              hint={t("repetition.daysHint")}
              choices={preview.days.map((value) => ({ value, label: format.weekday(value) }))}
            />
            <Button>{t("repetition.button")}</Button>
          </Form>
          <p className="soft">{t("copy.nobody")}</p>
        </Card>
      )}
    </>
  );
}
