import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type TrainingManager } from "#app/context.server";
import { lockEvent } from "#app/training/events/lock-event.server";
import { eventQuestions } from "#db/schema/sign-up";
import { questionForManager } from "./queries.server";

/** Takes a question out that nobody has answered yet; 404 for one that is not this event's. */
export async function removeQuestion(
  context: Context<TrainingManager>,
  { eventId, questionId }: { eventId: string; questionId: string },
): Promise<{ ok: true } | { ok: false; reason: "question_answered" }> {
  return inTransaction(context, async (tx) => {
    await lockEvent(tx, { id: eventId });
    const { answered } = await questionForManager(tx, eventId, questionId);
    if (answered > 0) return { ok: false, reason: "question_answered" };
    await tx.db.delete(eventQuestions).where(eq(eventQuestions.id, questionId));
    await recordAudit(tx, { action: "remove-question", subjectKind: "event", subjectId: eventId });
    return { ok: true };
  });
}
