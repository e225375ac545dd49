import { type FieldError, fieldError } from "#app/forms/form-state";
import type { QuestionKind } from "#db/vocabulary";

/** As long as an answer in words can be. */
export const LONGEST_ANSWER = 500;

export interface Question {
  id: string;
  kind: QuestionKind;
  label: string;
  /** In the language of the page; an answer keeps the place of the choice. */
  choices: string[];
  required: boolean;
}

/** What somebody answered: the text, the place of the choice, or `yes` and `no`. */
export interface Answer {
  questionId: string;
  answer: string;
}

export type AnswersRead = { ok: true; answers: Answer[] } | { ok: false; errors: Record<string, FieldError[]> };

/** The name of a question's field in a form. */
export function answerField(questionId: string): string {
  return `answer-${questionId}`;
}

/** Reads the answers out of a form; what is required and missing, too long or no choice is an error by field. */
export function readAnswers(form: FormData, questions: readonly Question[]): AnswersRead {
  const answers: Answer[] = [];
  const errors: Record<string, FieldError[]> = {};
  for (const question of questions) {
    const given = form.get(answerField(question.id));
    const answer = typeof given === "string" ? given.normalize("NFC").trim() : "";
    const wrong = answerError(question, answer);
    if (wrong) errors[answerField(question.id)] = [fieldError(wrong)];
    else if (answer) answers.push({ questionId: question.id, answer });
  }
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, answers };
}

/** What is wrong with an answer, as a key of `forms`; null where nothing is. */
function answerError({ kind, choices, required }: Question, answer: string): string | null {
  if (!answer) return required ? (kind === "text" ? "required" : "required_choice") : null;
  if (kind === "yes_no") return answer === "yes" || answer === "no" ? null : "choice";
  if (kind === "choice") return choices.some((_, place) => String(place) === answer) ? null : "choice";
  if (answer.includes("\u0000")) return "nul";
  return answer.length > LONGEST_ANSWER ? `too_long|max=${LONGEST_ANSWER}` : null;
}

/** An answer as people read it: the words of the choice, yes and no as given. */
export function answerInWords(
  { kind, choices }: Pick<Question, "kind" | "choices">,
  answer: string,
  yesNo: { yes: string; no: string },
): string {
  if (kind === "yes_no") return answer === "yes" ? yesNo.yes : yesNo.no;
  if (kind === "choice") return choices[Number(answer)] ?? "";
  return answer;
}

/** The lines of a text area as choices: trimmed, without empty ones. */
export function linesOf(text: string | null): string[] {
  return (text ?? "")
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
}
