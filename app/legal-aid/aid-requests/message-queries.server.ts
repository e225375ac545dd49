import { and, asc, eq, isNull } from "drizzle-orm";
import { type Context, type Coordinator, inTransaction, notFound, type ReceiptHolder } from "#app/context.server";
import { openDataKey } from "#app/protection/data-keys.server";
import { open } from "#app/protection/sealing.server";
import { aidRequests, requestMessages } from "#db/schema/aid-requests";
import { placeOf } from "./sealed-places";

/** The messages between person and desk, opened for the one who reads; the other side's are marked as read. */
export async function readMessages(context: Context<Coordinator | ReceiptHolder>, requestId: string) {
  if (context.actor.kind === "receipt" && context.actor.requestId !== requestId) throw notFound();
  return inTransaction(context, async (tx) => {
    const [request] = await tx.db
      .select({ state: aidRequests.state })
      .from(aidRequests)
      .where(eq(aidRequests.id, requestId));
    if (!request) throw notFound();
    const { state } = request;
    const rows = await tx.db
      .select()
      .from(requestMessages)
      .where(eq(requestMessages.requestId, requestId))
      .orderBy(asc(requestMessages.createdAt));
    if (rows.length === 0) return { state, messages: [] };
    const byPerson = tx.actor.kind === "receipt";
    const key = await openDataKey(tx, {
      requestId,
      state,
      classes: ["safety"],
      reason: byPerson ? "own_request" : "message",
    });
    await tx.db
      .update(requestMessages)
      .set({ readAt: tx.now })
      .where(
        and(
          eq(requestMessages.requestId, requestId),
          eq(requestMessages.fromPerson, !byPerson),
          isNull(requestMessages.readAt),
        ),
      );
    return {
      state,
      messages: rows.map(({ id, fromPerson, body, createdAt, readAt }) => ({
        id,
        fromPerson,
        createdAt,
        readAt,
        text: open(key, placeOf("request_messages.body", requestId, id), body),
      })),
    };
  });
}
