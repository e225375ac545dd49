import { and, eq, inArray } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, type Coordinator, inTransaction, notFound } from "#app/context.server";
import { aidRequests } from "#db/schema/aid-requests";
import { outboxMessages } from "#db/schema/messages";

/** The desk has called (or told the trusted person): the waiting calls of this request are done. */
export async function noteCall(
  context: Context<Coordinator>,
  { requestId, reached }: { requestId: string; reached: boolean },
): Promise<{ ok: true; done: number }> {
  return inTransaction(context, async (tx) => {
    const [request] = await tx.db
      .update(aidRequests)
      .set(reached ? { lastHeardAt: tx.now } : { contactChannel: aidRequests.contactChannel })
      .where(eq(aidRequests.id, requestId))
      .returning({ id: aidRequests.id });
    if (!request) throw notFound();
    const waiting = and(
      eq(outboxMessages.recipientKind, "request"),
      eq(outboxMessages.recipientId, requestId),
      inArray(outboxMessages.state, ["waiting", "kept"]),
    );
    const done = reached
      ? await tx.db
          .update(outboxMessages)
          .set({ state: "sent", outcome: "called", sentAt: tx.now })
          .where(waiting)
          .returning({ id: outboxMessages.id })
      : [];
    await recordAudit(tx, {
      action: reached ? "note-call" : "note-call-unanswered",
      subjectKind: "request",
      subjectId: requestId,
      count: done.length,
    });
    return { ok: true, done: done.length };
  });
}
