import { and, asc, eq, inArray } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, type Coordinator, inTransaction, notFound } from "#app/context.server";
import { returnCase } from "#app/legal-aid/cases/return-case.server";
import { moveOffer } from "#app/legal-aid/offers/move-offer.server";
import { offerNext } from "#app/legal-aid/offers/offer-next.server";
import { aidRequests } from "#db/schema/aid-requests";
import { cases } from "#db/schema/cases";
import { lawyers } from "#db/schema/lawyers";
import { offers } from "#db/schema/offers";
import { mayMoveLawyer } from "./rules";

/**
 * Suspends a lawyer at once: running offers are withdrawn and passed on, open cases come back as urgent, and no file opens
 * any more (row-level security asks for a verified lawyer). Refuses whoever is not verified.
 */
export async function suspendLawyer(
  context: Context<Coordinator>,
  { lawyerId }: { lawyerId: string },
): Promise<{ ok: true; offers: number; cases: number } | { ok: false; reason: "not_verified" }> {
  return inTransaction(context, async (tx) => {
    const requestIds = await lockRequestsOf(tx, lawyerId);
    const [lawyer] = await tx.db
      .select({ state: lawyers.state })
      .from(lawyers)
      .where(eq(lawyers.id, lawyerId))
      .for("update");
    if (!lawyer) throw notFound();
    if (!mayMoveLawyer(lawyer.state, "suspended")) return { ok: false, reason: "not_verified" };
    await tx.db.update(lawyers).set({ state: "suspended" }).where(eq(lawyers.id, lawyerId));
    const running = await tx.db
      .select({ id: offers.id, state: offers.state })
      .from(offers)
      .where(and(eq(offers.lawyerId, lawyerId), inArray(offers.state, ["open", "holding"])));
    for (const { id, state } of running)
      await moveOffer(tx, { offerId: id, from: state, to: "withdrawn", reason: "lawyer_suspended" });
    const open = await tx.db
      .select({ id: cases.id })
      .from(cases)
      .where(and(eq(cases.lawyerId, lawyerId), eq(cases.state, "open")));
    for (const { id } of open) await returnCase(tx, id, "lawyer_suspended");
    for (const requestId of requestIds) await offerNext(tx, requestId, { reason: "lawyer_suspended" });
    await recordAudit(tx, { action: "suspend-lawyer", subjectKind: "lawyer", subjectId: lawyerId, count: open.length });
    return { ok: true, offers: running.length, cases: open.length };
  });
}

/** Requests with a running offer of this lawyer, locked in one order before anything else. */
async function lockRequestsOf(context: Context, lawyerId: string): Promise<string[]> {
  const touched = context.db
    .select({ requestId: offers.requestId })
    .from(offers)
    .where(and(eq(offers.lawyerId, lawyerId), inArray(offers.state, ["open", "holding"])));
  const rows = await context.db
    .select({ id: aidRequests.id })
    .from(aidRequests)
    .where(inArray(aidRequests.id, touched))
    .orderBy(asc(aidRequests.id))
    .for("update");
  return rows.map(({ id }) => id);
}
