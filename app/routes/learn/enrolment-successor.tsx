import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { addressOf, limitAttempts } from "#app/protection/rate-limit.server";
import { requireEnrolment } from "#app/training/enrolments/enrolment-guard.server";
import { successorForm } from "#app/training/enrolments/forms";
import { handOverEnrolment } from "#app/training/enrolments/hand-over-enrolment.server";
import { ownPlace } from "#app/training/enrolments/own-place-queries.server";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { TextField } from "#app/ui/text-fields";

export const handle: PageHandle = { title: "enrolments.successor.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireEnrolment(args);
  const { title } = await ownPlace(context, localeOf(args.request), context.enrolmentId);
  return { title, page: context.page };
}

export async function action(args: ActionFunctionArgs) {
  const { enrolmentId, page, ...context } = await requireEnrolment(args);
  await limitAttempts("sign_up_address", addressOf(args.context));
  const form = await readForm(args.request, successorForm);
  if (!form.ok) return invalid(form.state);
  const result = await handOverEnrolment(context, { enrolmentId, successor: form.value });
  if (!result.ok) return refused(form.typed, result.reason);
  return redirectTo(page, { notice: "seat_handed_over" });
}

export default function EnrolmentSuccessor() {
  const { title, page } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("enrolments");
  const trainings = useT("trainings");
  return (
    <>
      <PageHeader title={t("successor.title")} lead={title} crumbs={[{ label: t("own"), href: page }]} />
      <Form state={answer && "form" in answer ? answer.form : undefined}>
        <p className="soft">{t("successor.lead")}</p>
        <TextField name="givenName" label={trainings("signUp.givenName")} maxLength={80} />
        <TextField name="familyName" label={trainings("signUp.familyName")} maxLength={80} />
        <TextField name="email" type="email" label={trainings("signUp.email")} inputMode="email" />
        <Button>{t("successor.save")}</Button>
      </Form>
    </>
  );
}
