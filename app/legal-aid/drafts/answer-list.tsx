import { useT } from "#app/i18n/use-t";
import { useHelpHref } from "./help-link";
import type { Answers, Question } from "./rules";

interface AnswerListProps {
  answers: Answers;
  region: string | null;
  order: readonly Question[];
  dateOf: (day: string) => string;
}

/** What was answered, question by question. What must not be read over a shoulder is only said to be there. */
export function AnswerList({ answers, region, order, dateOf }: AnswerListProps) {
  const t = useT("help");
  const href = useHelpHref();
  const wordsFor = useAnswerWords(answers, region, dateOf);
  return (
    <dl className="definitions answers">
      {order.map((question) => (
        <div key={question}>
          <dt>{t(`question.${question}.title`)}</dt>
          <dd>
            {wordsFor(question).length > 0 ? (
              wordsFor(question).map((line) => <p key={line}>{line}</p>)
            ) : (
              <p className="soft">{t("check.empty")}</p>
            )}
            <a
              href={href(`/help/request/${question}?from=check`)}
              aria-label={`${t("check.change")}: ${t(`question.${question}.title`)}`}
            >
              {t("check.change")}
            </a>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function useAnswerWords(answers: Answers, region: string | null, dateOf: (day: string) => string) {
  const t = useT();
  const given = (...lines: (string | false | null | undefined)[]) =>
    lines.filter((line): line is string => Boolean(line));
  return (question: Question): string[] => {
    if (question === "now") return given(answers.safeNow && t(`help.question.now.${answers.safeNow}`));
    if (question === "today") return given(answers.danger && t(`help.question.today.${answers.danger}`));
    if (question === "contact") return given(answers.channel && t(`help.channels.${answers.channel}`));
    if (question === "reach")
      return given(answers.phone, answers.email, answers.trustedName, answers.trustedContact, answers.when);
    if (question === "region") return given(region);
    if (question === "matter") return given(answers.matter && t(`help.matters.${answers.matter}`));
    if (question === "dates")
      return given(
        answers.courtDate && t(`help.courtDates.${answers.courtDate}`),
        answers.nextDateOn && dateOf(answers.nextDateOn),
        answers.protectionOrder && t("help.question.dates.protectionOrder"),
      );
    if (question === "words") return given(answers.story && t("help.check.kept"));
    if (question === "names")
      return given(answers.opponent, answers.opponentOther, answers.opponentKin, answers.clientKin);
    if (question === "you")
      return given(
        answers.name,
        answers.birthYear ? String(answers.birthYear) : null,
        answers.ageBand && t(`words.ageBand.${answers.ageBand}`),
      );
    if (question === "wishes")
      return given(
        answers.language && t(`words.language.${answers.language}`),
        answers.genderWish && t(`help.question.wishes.${answers.genderWish}`),
      );
    if (question === "place") return given(answers.whereabouts && t("help.check.kept"));
    if (question === "phrases")
      return given((answers.phraseToPerson || answers.phraseFromPerson) && t("help.check.kept"));
    return given(
      answers.process && t("help.question.agree.process"),
      answers.conflictCheck && t("help.question.agree.conflictCheck"),
      answers.shareWithLawyer && t("help.question.agree.shareWithLawyer"),
    );
  };
}
