import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction } from "#app/context.server";
import { type Enrolled, lockOwnEnrolment } from "#app/training/enrolments/own-enrolment.server";
import { ownChangeRefusal } from "#app/training/enrolments/rules";
import type { Answer } from "./rules";
import { writeAnswers } from "./write-answers.server";

/** Changes one's own answers while the event has not begun; throws the 404 for anybody else's enrolment. */
export async function changeAnswers(
  context: Context<Enrolled>,
  { enrolmentId, answers }: { enrolmentId: string; answers: readonly Answer[] },
): Promise<{ ok: true } | { ok: false; reason: "event_is_cancelled" | "event_past" }> {
  return inTransaction(context, async (tx) => {
    const { event } = await lockOwnEnrolment(tx, enrolmentId);
    const refusal = ownChangeRefusal(event, tx.now);
    if (refusal) return { ok: false, reason: refusal };
    await writeAnswers(tx, enrolmentId, answers);
    await recordAudit(tx, { action: "change-answers", subjectKind: "enrolment", subjectId: enrolmentId });
    return { ok: true };
  });
}
