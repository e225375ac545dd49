import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { anyone } from "#app/accounts/guards.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { filingChoices } from "#app/legal-aid/aid-requests/filing-queries.server";
import { AnswerList } from "#app/legal-aid/drafts/answer-list";
import { useHelpHref } from "#app/legal-aid/drafts/help-link";
import { draftOf } from "#app/legal-aid/drafts/queries.server";
import { missingQuestion, previousQuestion, questionsFor } from "#app/legal-aid/drafts/rules";
import { submitDraft } from "#app/legal-aid/drafts/submit-draft.server";
import { helpToken } from "#app/legal-aid/receipts/help-session.server";
import { inLanguage } from "#app/paths";
import { addressOf, limitAttempts } from "#app/protection/rate-limit.server";
import { Button } from "#app/ui/button";
import { PageHeader } from "#app/ui/page-header";
import { Notice } from "#app/ui/surfaces";

export async function loader(args: LoaderFunctionArgs) {
  const context = anyone(args);
  const draft = await draftOf(context, await helpToken(args.request, "draft"));
  if (draft?.requestId) throw onward(args.request, "/help/request/done");
  if (!draft) throw onward(args.request, "/help?ended=1");
  const { answers } = draft;
  const { regions } = await filingChoices(context);
  const region = regions.find(({ iso }) => iso === answers.regionIso);
  return {
    answers,
    region: region ? region[localeOf(args.request)] : null,
    order: questionsFor(answers),
    previous: previousQuestion("check", answers),
    missing: missingQuestion(answers),
  };
}

export async function action(args: ActionFunctionArgs) {
  const context = anyone(args);
  const token = await helpToken(args.request, "draft");
  if (!token) throw onward(args.request, "/help?ended=1");
  await limitAttempts("request_address", addressOf(args.context));
  const submitted = await submitDraft(context, token);
  if (submitted.ok) return onward(args.request, "/help/request/done");
  if (submitted.reason === "draft_ended") return onward(args.request, "/help?ended=1");
  return onward(args.request, `/help/request/${submitted.question}?from=check`);
}

/** All answers at once, each with a way to change it; then the one button that sends. */
export default function Check() {
  const t = useT("help");
  const format = useFormat();
  const href = useHelpHref();
  const { answers, region, order, previous, missing } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={t("check.title")} lead={t("check.lead")} />
      {missing && (
        <Notice tone="warn" title={t("check.missing")}>
          <p>
            <a href={href(`/help/request/${missing}?from=check`)}>{t("check.missingLink")}</a>
          </p>
        </Notice>
      )}
      <AnswerList answers={answers} region={region} order={order} dateOf={format.date} />
      {!missing && (
        <form method="post" className="form">
          <Button wide>{t("check.send")}</Button>
          <p className="small soft">{t("check.sendHint")}</p>
        </form>
      )}
      {previous && (
        <p className="question-ways">
          <a href={href(`/help/request/${previous}`)}>{t("back")}</a>
        </p>
      )}
    </>
  );
}

function onward(request: Request, path: string) {
  return redirect(inLanguage(path, localeOf(request)), { status: 303 });
}
