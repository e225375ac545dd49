import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { questionForm } from "#app/training/questions/forms";
import { questionForManager } from "#app/training/questions/queries.server";
import { QuestionForm } from "#app/training/questions/question-form";
import { saveQuestion } from "#app/training/questions/save-question.server";
import { PageHeader } from "#app/ui/page-header";
import { Notice } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "enrolments.manage.questions.change" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  return questionForManager(context, parseId(args.params.id), parseId(args.params.questionId));
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const questionId = parseId(args.params.questionId);
  const form = await readForm(args.request, questionForm);
  if (!form.ok) return invalid(form.state);
  const result = await saveQuestion(context, { eventId, questionId, ...form.value });
  if (!result.ok) return refused(form.typed, result.reason, "kind");
  return redirectTo(`${paths.event(eventId)}/questions`, { notice: "saved" });
}

export default function EventQuestion() {
  const question = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("enrolments");
  return (
    <>
      <PageHeader
        title={t("manage.questions.change")}
        lead={question.labelSq}
        crumbs={[{ label: t("manage.questions.title"), href: `${paths.event(question.eventId)}/questions` }]}
      />
      {question.answered > 0 && <Notice>{t("manage.questions.answered", { count: question.answered })}</Notice>}
      <QuestionForm
        state={answer && "form" in answer ? answer.form : undefined}
        defaults={{
          labelSq: question.labelSq,
          labelEn: question.labelEn,
          kind: question.kind,
          choicesSq: question.choicesSq.join("\n"),
          choicesEn: question.choicesEn.join("\n"),
          required: question.required ? "yes" : "",
        }}
      />
    </>
  );
}
