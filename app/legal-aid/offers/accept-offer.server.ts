import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Lawyer } from "#app/context.server";
import { moveRequest } from "#app/legal-aid/aid-requests/move-request.server";
import { queueMessage } from "#app/notifications/queue-message.server";
import { newCode } from "#app/protection/lookup.server";
import { caseSteps, cases } from "#db/schema/cases";
import { lawyers } from "#db/schema/lawyers";
import { offers } from "#db/schema/offers";
import type { StepKind } from "#db/vocabulary";
import { lockOwnOffer } from "./lock-offer.server";
import { moveOffer } from "./move-offer.server";
import { estimateOf } from "./rules";

export type Acceptance = { ok: true; caseId: string } | { ok: false; reason: "not_holding" | "names_not_checked" };

/**
 * Attestation in the holding state: no conflict, so the case is this lawyer's. Makes the case with the card's steps,
 * assigns the request, passes the others over and tells them. Refuses where the hold has ended or names were not read.
 */
export async function acceptOffer(context: Context<Lawyer>, { offerId }: { offerId: string }): Promise<Acceptance> {
  return inTransaction(context, async (tx): Promise<Acceptance> => {
    const offer = await lockOwnOffer(tx, offerId);
    if (offer.state !== "holding" || offer.requestState !== "offered") return { ok: false, reason: "not_holding" };
    if (!offer.holdUntil || offer.holdUntil <= tx.now) return { ok: false, reason: "not_holding" };
    if (!offer.opponentsClearAt) return { ok: false, reason: "names_not_checked" };
    const { requestId, lawyerId } = offer;
    await moveOffer(tx, { offerId, from: "holding", to: "accepted", reason: "attested", set: { attestedAt: tx.now } });
    await passOthersOver(tx, requestId);
    const caseId = await openCase(tx, { requestId, lawyerId, offerId });
    const steps = offer.card.stepKinds.length > 0 ? offer.card.stepKinds : ["advice"];
    await tx.db.insert(caseSteps).values(
      steps.map((kind) => ({
        caseId,
        kind: kind as StepKind,
        estimatedHours: steps.length === 1 ? offer.card.estimatedHours : estimateOf([kind]),
        createdAt: tx.now,
      })),
    );
    await moveRequest(tx, { requestId, from: "offered", to: "assigned", reason: "offer_accepted" });
    await recordAudit(tx, { action: "accept-offer", subjectKind: "case", subjectId: caseId });
    return { ok: true, caseId };
  });
}

async function openCase(
  context: Context,
  values: { requestId: string; lawyerId: string; offerId: string },
): Promise<string> {
  const id = randomUUID();
  for (let attempt = 0; attempt < 8; attempt++) {
    const made = await context.db
      .insert(cases)
      .values({ id, ...values, code: `C-${newCode(5)}`, openedAt: context.now })
      .onConflictDoNothing({ target: cases.code })
      .returning({ id: cases.id });
    if (made.length > 0) return id;
  }
  throw new Error("no free code for a case");
}

async function passOthersOver(context: Context, requestId: string): Promise<void> {
  const others = await context.db
    .select({ id: offers.id, accountId: lawyers.accountId })
    .from(offers)
    .innerJoin(lawyers, eq(lawyers.id, offers.lawyerId))
    .where(and(eq(offers.requestId, requestId), eq(offers.state, "open")));
  for (const { id, accountId } of others) {
    await moveOffer(context, { offerId: id, from: "open", to: "passed_over", reason: "accepted_by_other" });
    await queueMessage(context, {
      kind: "offer_ended",
      recipientKind: "account",
      recipientId: accountId,
      subjectId: id,
      deduplicationKey: `offer_ended:${id}`,
    });
  }
}
