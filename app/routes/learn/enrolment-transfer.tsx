import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { requireEnrolment } from "#app/training/enrolments/enrolment-guard.server";
import { enrolmentPath } from "#app/training/enrolments/enrolment-links.server";
import { transferForm } from "#app/training/enrolments/forms";
import { otherEventsOf, ownPlace } from "#app/training/enrolments/own-place-queries.server";
import { transferEnrolment } from "#app/training/enrolments/transfer-enrolment.server";
import { daysInWords } from "#app/training/events/event-words";
import { Button } from "#app/ui/button";
import { ChoiceField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { EmptyState } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "enrolments.transfer.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireEnrolment(args);
  const locale = localeOf(args.request);
  const { title, eventId, courseId } = await ownPlace(context, locale, context.enrolmentId);
  return { title, page: context.page, others: await otherEventsOf(context, locale, { eventId, courseId }) };
}

export async function action(args: ActionFunctionArgs) {
  const { enrolmentId, page: _page, ...context } = await requireEnrolment(args);
  const form = await readForm(args.request, transferForm);
  if (!form.ok) return invalid(form.state);
  const result = await transferEnrolment(context, { enrolmentId, toEventId: form.value.eventId });
  if (!result.ok) return refused(form.typed, result.reason, "eventId");
  const { enrolmentId: id } = result;
  return redirectTo(args.params.token ? enrolmentPath(id) : paths.ownEnrolment(id), { notice: "seat_moved" });
}

export default function EnrolmentTransfer() {
  const { title, page, others } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("enrolments");
  const trainings = useT("trainings");
  const format = useFormat();
  return (
    <>
      <PageHeader title={t("transfer.title")} lead={title} crumbs={[{ label: t("own"), href: page }]} />
      {others.length === 0 ? (
        <EmptyState title={t("transfer.none")}>{t("transfer.noneText")}</EmptyState>
      ) : (
        <Form state={answer && "form" in answer ? answer.form : undefined}>
          <p className="soft">{t("transfer.lead")}</p>
          <ChoiceField
            name="eventId"
            label={t("transfer.where")}
            choices={others.map((event) => ({
              value: event.id,
              label: [daysInWords(event, format), event.place].filter(Boolean).join(" · "),
              hint: trainings("seatsLeft", { count: event.seatsLeft }),
              disabled: event.seatsLeft === 0,
            }))}
          />
          <Button>{t("transfer.save")}</Button>
        </Form>
      )}
    </>
  );
}
