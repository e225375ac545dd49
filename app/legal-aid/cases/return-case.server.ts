import { and, eq } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { alertDesk } from "#app/legal-aid/aid-requests/alert-desk.server";
import { moveRequest } from "#app/legal-aid/aid-requests/move-request.server";
import { moveOffer } from "#app/legal-aid/offers/move-offer.server";
import { aidRequests } from "#db/schema/aid-requests";
import { cases } from "#db/schema/cases";
import { urgencyAfterReturn } from "./rules";

/**
 * Gives an open case back to the desk inside the caller's transaction: the request is urgent and looked after again, the
 * lawyer's hold is free for the next one, the desk is called. Deadlines stay with the ended case, for the desk to see.
 */
export async function returnCase(context: Context, caseId: string, reason: string): Promise<boolean> {
  const { db, now } = context;
  const [ended] = await db
    .update(cases)
    .set({ state: "handed_back", endedAt: now, endReason: reason })
    .where(and(eq(cases.id, caseId), eq(cases.state, "open")))
    .returning({ requestId: cases.requestId, offerId: cases.offerId });
  if (!ended) return false;
  const { requestId, offerId } = ended;
  await moveOffer(context, { offerId, from: "accepted", to: "handed_back", reason });
  const [request] = await db
    .select({ urgency: aidRequests.urgency })
    .from(aidRequests)
    .where(eq(aidRequests.id, requestId));
  if (request)
    await db
      .update(aidRequests)
      .set({ urgency: urgencyAfterReturn(request.urgency) })
      .where(eq(aidRequests.id, requestId));
  await moveRequest(context, { requestId, from: "assigned", to: "matching", reason });
  await alertDesk(context, requestId, `returned:${caseId}`);
  return true;
}
