import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, readForm } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { changePriority } from "#app/training/enrolments/change-priority.server";
import { priorityForm } from "#app/training/enrolments/forms";
import { enrolmentPlace } from "#app/training/enrolments/queries.server";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { TextArea } from "#app/ui/text-fields";

export const handle: PageHandle = { title: "enrolments.manage.priority.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  return enrolmentPlace(context, parseId(args.params.id));
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const enrolmentId = parseId(args.params.id);
  const form = await readForm(args.request, priorityForm);
  if (!form.ok) return invalid(form.state);
  const result = await changePriority(context, { enrolmentId, reason: form.value.reason });
  const list = `${paths.event(result.eventId)}/registration`;
  return redirectTo(list, { notice: result.ok ? "priority_given" : "not_waiting" });
}

export default function EnrolmentPriority() {
  const { eventId, name } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("enrolments");
  return (
    <>
      <PageHeader
        title={t("manage.priority.title")}
        lead={t("manage.priority.lead", { name })}
        crumbs={[{ label: t("manage.registration.title"), href: `${paths.event(eventId)}/registration` }]}
      />
      <Form state={answer && "form" in answer ? answer.form : undefined}>
        <TextArea
          name="reason"
          label={t("manage.priority.reason")}
          hint={t("manage.priority.reasonHint")}
          rows={3}
          maxLength={300}
        />
        <Button>{t("manage.priority.save")}</Button>
      </Form>
    </>
  );
}
