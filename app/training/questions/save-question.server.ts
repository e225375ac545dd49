import { and, eq, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type TrainingManager } from "#app/context.server";
import { lockEvent } from "#app/training/events/lock-event.server";
import { eventQuestions } from "#db/schema/sign-up";
import type { QuestionInput } from "./forms";
import { questionForManager } from "./queries.server";

const MOST_QUESTIONS = 20;

export type SaveQuestionResult = { ok: true } | { ok: false; reason: "too_many_questions" | "question_answered" };

/**
 * Adds a question to an event, or changes the wording of one. What has been answered keeps its kind and its choices, so
 * that no answer changes its meaning. 404 for an event or question that is not there.
 */
export async function saveQuestion(
  context: Context<TrainingManager>,
  { eventId, questionId, ...input }: QuestionInput & { eventId: string; questionId?: string },
): Promise<SaveQuestionResult> {
  return inTransaction(context, async (tx) => {
    await lockEvent(tx, { id: eventId });
    if (questionId) {
      const before = await questionForManager(tx, eventId, questionId);
      const other = before.kind !== input.kind || before.choicesSq.length !== input.choicesSq.length;
      if (before.answered > 0 && other) return { ok: false, reason: "question_answered" };
      await tx.db.update(eventQuestions).set(input).where(eq(eventQuestions.id, questionId));
    } else {
      const [last] = await tx.db
        .select({
          position: sql<number>`coalesce(max(${eventQuestions.position}), 0)::int`,
          count: sql<number>`count(*)::int`,
        })
        .from(eventQuestions)
        .where(and(eq(eventQuestions.eventId, eventId)));
      if ((last?.count ?? 0) >= MOST_QUESTIONS) return { ok: false, reason: "too_many_questions" };
      await tx.db.insert(eventQuestions).values({ eventId, position: (last?.position ?? 0) + 1, ...input });
    }
    await recordAudit(tx, { action: "save-question", subjectKind: "event", subjectId: eventId });
    return { ok: true };
  });
}
