import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { decideApplications } from "#app/training/enrolments/decide-applications.server";
import { decisionForm } from "#app/training/enrolments/forms";
import { RegistrationFrame } from "#app/training/enrolments/registration-frame";
import { applicationsOf } from "#app/training/enrolments/registration-queries.server";
import { eventForManager } from "#app/training/events/queries.server";
import { Button } from "#app/ui/button";
import { ChecksField, ChoiceField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { EmptyState } from "#app/ui/surfaces";
import { TextArea } from "#app/ui/text-fields";

export const handle = pageHandle<typeof loader>({
  title: (t, { event }) => `${t("enrolments.manage.applications.title")} · ${event.title}`,
});

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const [event, applications] = await Promise.all([
    eventForManager(context, localeOf(args.request), eventId),
    applicationsOf(context, eventId),
  ]);
  return { event, applications };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const form = await readForm(args.request, decisionForm);
  if (!form.ok) return invalid(form.state);
  const { enrolmentIds, decision, note } = form.value;
  const result = await decideApplications(context, { eventId, enrolmentIds, admit: decision === "admit", note });
  if (!result.ok)
    return refused(form.typed, result.reason, result.reason === "nothing_chosen" ? "enrolmentIds" : "form");
  const notice = result.waiting > 0 ? "applications_partly_waiting" : "applications_decided";
  return redirectTo(`${paths.event(eventId)}/applications`, { notice });
}

export default function EventApplications() {
  const { event, applications } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("enrolments");
  const words = useT("words");
  const format = useFormat();
  const left = event.seats - (event.counts.admitted ?? 0);
  return (
    <>
      <RegistrationFrame event={event} current="applications" />
      {applications.length === 0 ? (
        <EmptyState title={t("manage.applications.empty")}>{t("manage.applications.emptyText")}</EmptyState>
      ) : (
        <Form state={answer && "form" in answer ? answer.form : undefined} defaults={{ decision: "admit" }}>
          <ChecksField
            name="enrolmentIds"
            label={t("manage.applications.who")}
            hint={t("manage.applications.whoHint", { count: Math.max(0, left) })}
            choices={applications.map((one) => ({
              value: one.id,
              label: `${one.familyName} ${one.givenName}`,
              hint: [
                one.institution,
                one.profession,
                words(`enrolmentSource.${one.source}`),
                format.date(one.changedAt),
              ]
                .filter(Boolean)
                .join(" · "),
            }))}
          />
          <ChoiceField
            name="decision"
            label={t("manage.applications.decision")}
            choices={[
              { value: "admit", label: t("manage.applications.admit") },
              { value: "decline", label: t("manage.applications.decline") },
            ]}
            inline
          />
          <TextArea
            name="note"
            label={t("manage.applications.note")}
            hint={t("manage.applications.noteHint")}
            rows={2}
            maxLength={500}
            optional
          />
          <Button>{t("manage.applications.save")}</Button>
        </Form>
      )}
    </>
  );
}
