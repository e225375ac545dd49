import { and, eq } from "drizzle-orm";
import { type Context, type Lawyer, notFound } from "#app/context.server";
import { aidRequests } from "#db/schema/aid-requests";
import { cases } from "#db/schema/cases";
import { lawyers } from "#db/schema/lawyers";

/** An open case of the lawyer who acts, locked. Throws the 404 for unknown cases, those of others and ended ones. */
export async function lockOwnCase(context: Context<Lawyer>, caseId: string) {
  const [own] = await context.db
    .select({
      id: cases.id,
      requestId: cases.requestId,
      offerId: cases.offerId,
      lawyerId: cases.lawyerId,
      openedAt: cases.openedAt,
      requestState: aidRequests.state,
      urgency: aidRequests.urgency,
    })
    .from(cases)
    .innerJoin(lawyers, eq(lawyers.id, cases.lawyerId))
    .innerJoin(aidRequests, eq(aidRequests.id, cases.requestId))
    .where(
      and(
        eq(cases.id, caseId),
        eq(cases.state, "open"),
        eq(lawyers.accountId, context.actor.accountId),
        eq(lawyers.state, "verified"),
      ),
    )
    .for("update", { of: cases });
  if (!own) throw notFound();
  return own;
}
