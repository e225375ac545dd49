import { and, eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound, type TrainingManager } from "#app/context.server";
import { lockEvent } from "#app/training/events/lock-event.server";
import { enrolments } from "#db/schema/training";
import { ownChangeRefusal } from "./rules";
import { tellPerson } from "./tell-person.server";

/** Sends an invitation once more to whoever has not answered; the 404 for an unknown enrolment. */
export async function inviteAgain(
  context: Context<TrainingManager>,
  { enrolmentId }: { enrolmentId: string },
): Promise<{ ok: boolean; eventId: string }> {
  return inTransaction(context, async (tx) => {
    const [row] = await tx.db
      .select({ eventId: enrolments.eventId, personId: enrolments.personId })
      .from(enrolments)
      .where(eq(enrolments.id, enrolmentId));
    if (!row) throw notFound();
    const event = await lockEvent(tx, { id: row.eventId });
    const [open] = await tx.db
      .update(enrolments)
      .set({ changedAt: tx.now })
      .where(and(eq(enrolments.id, enrolmentId), eq(enrolments.state, "invited")))
      .returning({ id: enrolments.id });
    if (!open || ownChangeRefusal(event, tx.now)) return { ok: false, eventId: row.eventId };
    await tellPerson(tx, { id: enrolmentId, personId: row.personId, kind: "enrolment_invited" });
    await recordAudit(tx, { action: "invite-again", subjectKind: "enrolment", subjectId: enrolmentId });
    return { ok: true, eventId: row.eventId };
  });
}
