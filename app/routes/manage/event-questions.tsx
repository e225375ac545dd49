import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { RegistrationFrame } from "#app/training/enrolments/registration-frame";
import { eventForManager } from "#app/training/events/queries.server";
import { AnswersTable } from "#app/training/questions/answers-table";
import { questionForm } from "#app/training/questions/forms";
import { answersForManager, questionsOf } from "#app/training/questions/queries.server";
import { QuestionForm } from "#app/training/questions/question-form";
import { saveQuestion } from "#app/training/questions/save-question.server";
import { ActionForm } from "#app/ui/button";
import { RowList } from "#app/ui/lists";
import { Card, EmptyState } from "#app/ui/surfaces";

export const handle = pageHandle<typeof loader>({
  title: (t, { event }) => `${t("enrolments.manage.questions.title")} · ${event.title}`,
});

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const locale = localeOf(args.request);
  const [event, questions, answers] = await Promise.all([
    eventForManager(context, locale, eventId),
    questionsOf(context, locale, eventId),
    answersForManager(context, eventId),
  ]);
  return { event, questions, answers };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const form = await readForm(args.request, questionForm);
  if (!form.ok) return invalid(form.state);
  const result = await saveQuestion(context, { eventId, ...form.value });
  if (!result.ok) return refused(form.typed, result.reason);
  return redirectTo(`${paths.event(eventId)}/questions`, { notice: "saved" });
}

export default function EventQuestions() {
  const { event, questions, answers } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("enrolments");
  const words = useT("words");
  const own = `${paths.event(event.id)}/questions`;
  return (
    <>
      <RegistrationFrame event={event} current="questions" />
      {questions.length === 0 ? (
        <EmptyState title={t("manage.questions.empty")}>{t("manage.questions.emptyText")}</EmptyState>
      ) : (
        <Card>
          <RowList
            items={questions.map(({ id, label, kind, choices, required }) => ({
              key: id,
              title: label,
              href: `${own}/${id}`,
              about: [
                words(`questionKind.${kind}`),
                choices.join(" / "),
                t(required ? "manage.questions.isRequired" : "manage.questions.isOptional"),
              ]
                .filter(Boolean)
                .join(" · "),
              end: (
                <ActionForm
                  action={`${own}/${id}/removal`}
                  tone="plain"
                  small
                  label={t("manage.questions.removeLabel", { label })}
                >
                  {t("manage.remove")}
                </ActionForm>
              ),
            }))}
          />
        </Card>
      )}
      {answers.length > 0 && <AnswersTable questions={questions} rows={answers} />}
      <Card title={t("manage.questions.add")}>
        <QuestionForm state={answer && "form" in answer ? answer.form : undefined} defaults={{ kind: "text" }} />
      </Card>
    </>
  );
}
