import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { anyone } from "#app/accounts/guards.server";
import { notFound } from "#app/context.server";
import { checkForm, formData, invalid, refused } from "#app/forms/read-form.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import { filingChoices } from "#app/legal-aid/aid-requests/filing-queries.server";
import { missingReach } from "#app/legal-aid/aid-requests/forms";
import { questionForms } from "#app/legal-aid/drafts/forms";
import { useHelpHref } from "#app/legal-aid/drafts/help-link";
import { keepAnswer } from "#app/legal-aid/drafts/keep-answer.server";
import { draftOf } from "#app/legal-aid/drafts/queries.server";
import { QuestionFields } from "#app/legal-aid/drafts/question-fields";
import {
  type Answers,
  nextQuestion,
  previousQuestion,
  type Question,
  questions,
  questionsFor,
  reachOf,
  skippable,
} from "#app/legal-aid/drafts/rules";
import { helpCookie, helpToken } from "#app/legal-aid/receipts/help-session.server";
import { inLanguage } from "#app/paths";
import { addressOf, limitAttempts } from "#app/protection/rate-limit.server";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { StepProgress } from "#app/ui/progress";

export async function loader(args: LoaderFunctionArgs) {
  const context = anyone(args);
  const question = asked(args.params.question);
  const draft = await draftOf(context, await helpToken(args.request, "draft"));
  if (draft?.requestId) throw onward(args.request, "/help/request/done");
  if (!draft && question !== "now") throw onward(args.request, "/help?ended=1");
  const answers: Answers = draft?.answers ?? {};
  const order = questionsFor(answers);
  const locale = localeOf(args.request);
  const { regions } = question === "region" ? await filingChoices(context) : { regions: [] };
  const shape = questionForms[question].shape;
  return {
    question,
    channel: answers.channel ?? null,
    typed: Object.fromEntries(Object.keys(shape).map((name) => [name, typedAs(name, answers[name as keyof Answers])])),
    regions: regions.map((region) => ({ value: region.iso, label: region[locale] })),
    step: Math.max(0, order.indexOf(question)) + 1,
    steps: order.length,
    previous: previousQuestion(question, answers),
    next: nextQuestion(question, answers),
    toCheck: comesFromCheck(args.request),
  };
}

export async function action(args: ActionFunctionArgs) {
  const context = anyone(args);
  const question = asked(args.params.question);
  const form = checkForm(await formData(args.request), questionForms[question]);
  if (!form.ok) return invalid(form.state);
  const token = await helpToken(args.request, "draft");
  const draft = await draftOf(context, token);
  if (draft?.requestId) throw onward(args.request, "/help/request/done");
  if (!draft && question !== "now") throw onward(args.request, "/help?ended=1");
  if (question === "reach") {
    const [missing] = missingReach(reachOf({ ...form.value, channel: draft?.answers.channel ?? "page" }));
    if (missing) return refused(form.typed, "required", missing);
  }
  if (!draft) await limitAttempts("draft_address", addressOf(args.context));
  const kept = await keepAnswer(context, draft ? token : null, form.value as Answers);
  if (!kept.ok) throw onward(args.request, "/help?ended=1");
  const headers = { "Set-Cookie": await helpCookie("draft", kept.token) };
  return onward(args.request, wayAfter(question, kept.answers, comesFromCheck(args.request)), headers);
}

/** One question. */
export default function QuestionPage() {
  const t = useT("help");
  const href = useHelpHref();
  const { question, channel, typed, regions, step, steps, previous, next, toCheck } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.form;
  const lead = question === "reach" ? null : t(`question.${question}.lead`);
  return (
    <>
      <StepProgress step={step} steps={steps} />
      <PageHeader title={t(`question.${question}.title`)} lead={lead} />
      <Form state={state} defaults={typed} autoComplete="off">
        <QuestionFields question={question} channel={channel} regions={regions} />
        <Button wide>{t("go")}</Button>
      </Form>
      <p className="question-ways">
        <a href={href(toCheck ? "/help/request/check" : previous ? `/help/request/${previous}` : "/help")}>
          {t("back")}
        </a>
        {skippable.includes(question) && !toCheck && <a href={href(`/help/request/${next}`)}>{t("skip")}</a>}
      </p>
    </>
  );
}

function asked(given: string | undefined): Question {
  const question = questions.find((known) => known === given);
  if (!question) throw notFound();
  return question;
}

function wayAfter(question: Question, answers: Answers, toCheck: boolean): string {
  if (question === "now" && answers.safeNow === "no") return "/help/later";
  if (question === "today" && answers.danger === "yes" && !toCheck) return "/help/first";
  const next = nextQuestion(question, answers);
  if (toCheck && !(question === "contact" && next === "reach")) return "/help/request/check";
  return `/help/request/${next}${toCheck ? "?from=check" : ""}`;
}

function comesFromCheck(request: Request): boolean {
  return new URL(request.url).searchParams.get("from") === "check";
}

function onward(request: Request, path: string, headers?: HeadersInit) {
  return redirect(inLanguage(path, localeOf(request)), { status: 303, headers });
}

function typedAs(name: string, value: Answers[keyof Answers]): string | undefined {
  // No wish is the first choice, not an unanswered one.
  if (value === undefined) return name === "genderWish" ? "" : undefined;
  if (value === null || value === false) return "";
  return value === true ? "yes" : String(value);
}
