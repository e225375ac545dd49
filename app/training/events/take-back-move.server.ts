import { and, eq, ne } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type TrainingManager } from "#app/context.server";
import { queueMessage } from "#app/notifications/queue-message.server";
import { planSittings } from "#app/training/sittings/plan-sittings.server";
import { beginningOn, inOrder } from "#app/training/sittings/rules";
import { outboxMessages } from "#db/schema/messages";
import { sittings } from "#db/schema/training";
import { lockEvent } from "./lock-event.server";
import { type MoveRefusal, moveRefusal } from "./rules";

interface Move {
  eventId: string;
  /** When it was moved: nothing may have changed since. */
  movedAt: Date;
  /** Where the first sitting began before, as Tirana's clock shows it. */
  day: string;
  time: string;
}

/**
 * Moves an event back to where it was. Whoever has not been told of the move hears nothing at all, whoever has been is
 * told that it is as it was; answers with how many those are.
 */
export async function takeBackMove(
  context: Context<TrainingManager>,
  { eventId, movedAt, day, time }: Move,
): Promise<{ ok: true; told: number } | { ok: false; reason: MoveRefusal | "changed_since" }> {
  return inTransaction(context, async (tx) => {
    const event = await lockEvent(tx, { id: eventId });
    const planned = await tx.db
      .select({ id: sittings.id, startsAt: sittings.startsAt, endsAt: sittings.endsAt, changedAt: sittings.changedAt })
      .from(sittings)
      .where(eq(sittings.eventId, eventId));
    if (planned.some(({ changedAt }) => changedAt.getTime() !== movedAt.getTime()))
      return { ok: false, reason: "changed_since" };
    const back = beginningOn(planned, day, time);
    const refused = moveRefusal(event, inOrder(back)[0]?.startsAt ?? null, tx.now);
    if (refused) return { ok: false, reason: refused };
    await planSittings(tx, eventId, back);
    const told = await tellThoseWhoKnow(tx, { eventId, movedAt });
    await recordAudit(tx, { action: "take-back-move", subjectKind: "event", subjectId: eventId, count: told });
    return { ok: true, told };
  });
}

async function tellThoseWhoKnow(tx: Context, { eventId, movedAt }: Pick<Move, "eventId" | "movedAt">): Promise<number> {
  const ofTheMove = and(
    eq(outboxMessages.kind, "event_changed"),
    eq(outboxMessages.subjectId, eventId),
    eq(outboxMessages.createdAt, movedAt),
  );
  await tx.db
    .update(outboxMessages)
    .set({ state: "cancelled", outcome: "taken_back", notBefore: null })
    .where(and(ofTheMove, eq(outboxMessages.state, "waiting"), eq(outboxMessages.attempts, 0)));
  const told = await tx.db
    .select({ recipientKind: outboxMessages.recipientKind, recipientId: outboxMessages.recipientId })
    .from(outboxMessages)
    .where(and(ofTheMove, ne(outboxMessages.state, "cancelled")));
  const again = told.map((recipient) => ({
    ...recipient,
    kind: "event_changed" as const,
    subjectId: eventId,
    deduplicationKey: `event_changed:${eventId}:${tx.now.getTime()}:${recipient.recipientId}`,
  }));
  await queueMessage(tx, ...again);
  return told.length;
}
