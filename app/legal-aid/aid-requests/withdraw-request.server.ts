import { and, eq, inArray } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, type Coordinator, inTransaction, notFound, type ReceiptHolder } from "#app/context.server";
import { queueMessage } from "#app/notifications/queue-message.server";
import { cases } from "#db/schema/cases";
import { lawyers } from "#db/schema/lawyers";
import { offerMoves, offers } from "#db/schema/offers";
import { lockRequest } from "./lock-request.server";
import { moveRequest } from "./move-request.server";
import { isOpen } from "./rules";

/**
 * Takes an open request back: its offers end, an open case closes as withdrawn, its lawyers hear that it is over.
 * Refuses where the request has ended already. The receipt stays good, so that she can read that it is over.
 */
export async function withdrawRequest(
  context: Context<ReceiptHolder | Coordinator>,
  { requestId }: { requestId: string },
): Promise<{ ok: true } | { ok: false; reason: "request_ended" }> {
  if (context.actor.kind === "receipt" && context.actor.requestId !== requestId) throw notFound();
  return inTransaction(context, async (tx) => {
    const request = await lockRequest(tx, requestId);
    if (!isOpen(request.state)) return { ok: false, reason: "request_ended" };
    await endOffersAndCase(tx, requestId);
    await moveRequest(tx, {
      requestId,
      from: request.state,
      to: "withdrawn",
      reason: tx.actor.kind === "receipt" ? "by_person" : "by_desk",
      quiet: tx.actor.kind === "receipt",
    });
    await recordAudit(tx, { action: "withdraw-request", subjectKind: "request", subjectId: requestId });
    return { ok: true };
  });
}

async function endOffersAndCase(context: Context, requestId: string): Promise<void> {
  const { db, now, actor } = context;
  const movedBy = actor.kind === "account" ? actor.accountId : null;
  const running = await db
    .select({ id: offers.id, state: offers.state, accountId: lawyers.accountId })
    .from(offers)
    .innerJoin(lawyers, eq(lawyers.id, offers.lawyerId))
    .where(and(eq(offers.requestId, requestId), inArray(offers.state, ["open", "holding"])))
    .for("update", { of: offers });
  for (const offer of running) {
    await db.update(offers).set({ state: "withdrawn", endedAt: now }).where(eq(offers.id, offer.id));
    await db.insert(offerMoves).values({
      offerId: offer.id,
      fromState: offer.state,
      toState: "withdrawn",
      movedAt: now,
      movedBy,
      reason: "request_withdrawn",
    });
  }
  const closed = await db
    .update(cases)
    .set({ state: "closed", outcome: "withdrawn", endedAt: now })
    .where(and(eq(cases.requestId, requestId), eq(cases.state, "open")))
    .returning({ id: cases.id, offerId: cases.offerId, lawyerId: cases.lawyerId });
  for (const ended of closed) await db.update(offers).set({ endedAt: now }).where(eq(offers.id, ended.offerId));
  const owners = closed.length
    ? await db
        .select({ id: lawyers.id, accountId: lawyers.accountId })
        .from(lawyers)
        .where(
          inArray(
            lawyers.id,
            closed.map(({ lawyerId }) => lawyerId),
          ),
        )
    : [];
  await queueMessage(
    context,
    ...[...running, ...owners].map(({ id, accountId }) => ({
      kind: "offer_ended" as const,
      recipientKind: "account" as const,
      recipientId: accountId,
      subjectId: requestId,
      deduplicationKey: `offer_ended:${requestId}:${id}`,
    })),
  );
}
