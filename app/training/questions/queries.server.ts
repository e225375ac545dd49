import { and, asc, count, eq } from "drizzle-orm";
import { type Context, notFound, type TrainingManager } from "#app/context.server";
import { people } from "#db/schema/accounts";
import { enrolmentAnswers, eventQuestions } from "#db/schema/sign-up";
import { enrolments } from "#db/schema/training";
import type { Locale } from "#db/vocabulary";
import type { Answer, Question } from "./rules";

const inLocale = (locale: Locale) => ({
  id: eventQuestions.id,
  kind: eventQuestions.kind,
  label: locale === "sq" ? eventQuestions.labelSq : eventQuestions.labelEn,
  choices: locale === "sq" ? eventQuestions.choicesSq : eventQuestions.choicesEn,
  required: eventQuestions.required,
});

/** What an event asks whoever signs up, in order. */
export async function questionsOf(context: Context, locale: Locale, eventId: string): Promise<Question[]> {
  return context.db
    .select(inLocale(locale))
    .from(eventQuestions)
    .where(eq(eventQuestions.eventId, eventId))
    .orderBy(asc(eventQuestions.position));
}

/** What somebody has answered. */
export async function answersOf(context: Context, enrolmentId: string): Promise<Answer[]> {
  return context.db
    .select({ questionId: enrolmentAnswers.questionId, answer: enrolmentAnswers.answer })
    .from(enrolmentAnswers)
    .where(eq(enrolmentAnswers.enrolmentId, enrolmentId));
}

/** One question of an event in both languages, with how many have answered it; the 404 for another event's. */
export async function questionForManager(context: Context<TrainingManager>, eventId: string, questionId: string) {
  const [question] = await context.db
    .select()
    .from(eventQuestions)
    .where(and(eq(eventQuestions.id, questionId), eq(eventQuestions.eventId, eventId)));
  if (!question) throw notFound();
  const [answered] = await context.db
    .select({ count: count() })
    .from(enrolmentAnswers)
    .where(eq(enrolmentAnswers.questionId, questionId));
  return { ...question, answered: answered?.count ?? 0 };
}

/** Everybody of an event who has answered something, by family name, with the answers by question. */
export async function answersForManager(context: Context<TrainingManager>, eventId: string) {
  const rows = await context.db
    .select({
      enrolmentId: enrolments.id,
      state: enrolments.state,
      givenName: people.givenName,
      familyName: people.familyName,
      institution: people.institution,
      questionId: enrolmentAnswers.questionId,
      answer: enrolmentAnswers.answer,
    })
    .from(enrolmentAnswers)
    .innerJoin(enrolments, eq(enrolments.id, enrolmentAnswers.enrolmentId))
    .innerJoin(people, eq(people.id, enrolments.personId))
    .where(eq(enrolments.eventId, eventId))
    .orderBy(asc(people.familyName), asc(people.givenName), asc(enrolments.id));
  const byPerson = new Map<string, Omit<(typeof rows)[number], "questionId" | "answer"> & { answers: Answer[] }>();
  for (const { questionId, answer, ...person } of rows) {
    const known = byPerson.get(person.enrolmentId) ?? { ...person, answers: [] };
    known.answers.push({ questionId, answer });
    byPerson.set(person.enrolmentId, known);
  }
  return [...byPerson.values()];
}
