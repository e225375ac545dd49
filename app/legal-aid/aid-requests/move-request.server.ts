import { and, eq } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { queueMessage } from "#app/notifications/queue-message.server";
import { aidRequests, requestMoves } from "#db/schema/aid-requests";
import type { RequestState } from "#db/vocabulary";
import { mayMove } from "./rules";

export interface Move {
  requestId: string;
  from: RequestState;
  to: RequestState;
  /** A code, or the desk's own sentence without names. */
  reason: string;
  /** Moves that the person need not hear of, such as an offer that goes on to the next lawyer. */
  quiet?: boolean;
}

/**
 * Moves a request inside the caller's transaction, keeps the row of it and puts the news for the person into the outbox.
 * Answers false where the request was not (any more) in `from`; throws on a move that the table does not know.
 */
export async function moveRequest(context: Context, { requestId, from, to, reason, quiet }: Move): Promise<boolean> {
  if (!mayMove(from, to)) throw new Error(`a request does not go from ${from} to ${to}`);
  const [moved] = await context.db
    .update(aidRequests)
    .set({ state: to })
    .where(and(eq(aidRequests.id, requestId), eq(aidRequests.state, from)))
    .returning({ id: aidRequests.id });
  if (!moved) return false;
  const { actor } = context;
  const [move] = await context.db
    .insert(requestMoves)
    .values({
      requestId,
      fromState: from,
      toState: to,
      movedAt: context.now,
      movedBy: actor.kind === "account" ? actor.accountId : null,
      reason,
    })
    .returning({ id: requestMoves.id });
  if (!quiet && move)
    await queueMessage(context, {
      kind: "request_news",
      recipientKind: "request",
      recipientId: requestId,
      subjectId: requestId,
      deduplicationKey: `request_news:${move.id}`,
    });
  return true;
}
