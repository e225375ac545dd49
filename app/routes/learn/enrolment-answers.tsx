import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { formData, invalid } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { requireEnrolment } from "#app/training/enrolments/enrolment-guard.server";
import { ownPlace } from "#app/training/enrolments/own-place-queries.server";
import { changeAnswers } from "#app/training/questions/change-answers.server";
import { answersOf, questionsOf } from "#app/training/questions/queries.server";
import { QuestionFields } from "#app/training/questions/question-fields";
import { answerField, readAnswers } from "#app/training/questions/rules";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { EmptyState } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "enrolments.answers.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireEnrolment(args);
  const locale = localeOf(args.request);
  const { eventId, title } = await ownPlace(context, locale, context.enrolmentId);
  const questions = await questionsOf(context, locale, eventId);
  return { title, page: context.page, questions, answers: await answersOf(context, context.enrolmentId) };
}

export async function action(args: ActionFunctionArgs) {
  const { enrolmentId, page, ...context } = await requireEnrolment(args);
  const locale = localeOf(args.request);
  const { eventId } = await ownPlace(context, locale, enrolmentId);
  const form = await formData(args.request);
  const read = readAnswers(form, await questionsOf(context, locale, eventId));
  if (!read.ok) {
    const texts = [...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : []));
    return invalid({ values: Object.fromEntries(texts), errors: read.errors });
  }
  const result = await changeAnswers(context, { enrolmentId, answers: read.answers });
  return redirectTo(page, { notice: result.ok ? "saved" : result.reason });
}

export default function EnrolmentAnswers() {
  const { title, page, questions, answers } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("enrolments");
  return (
    <>
      <PageHeader title={t("answers.title")} lead={title} crumbs={[{ label: t("own"), href: page }]} />
      {questions.length === 0 ? (
        <EmptyState title={t("answers.none")} />
      ) : (
        <Form
          state={answer && "form" in answer ? answer.form : undefined}
          labels={Object.fromEntries(questions.map(({ id, label }) => [answerField(id), label]))}
          defaults={Object.fromEntries(answers.map((one) => [answerField(one.questionId), one.answer]))}
        >
          <QuestionFields questions={questions} />
          <Button>{t("answers.save")}</Button>
        </Form>
      )}
    </>
  );
}
