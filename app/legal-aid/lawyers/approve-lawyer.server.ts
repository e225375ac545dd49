import { count, eq } from "drizzle-orm";
import { endAllSignIns } from "#app/accounts/session.server";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, type Coordinator, inTransaction, notFound } from "#app/context.server";
import { calendarDate } from "#app/i18n/format";
import { queueMessage } from "#app/notifications/queue-message.server";
import { accountRoles } from "#db/schema/accounts";
import { lawyerApprovals, lawyers } from "#db/schema/lawyers";
import type { LicenceCheck } from "#db/vocabulary";
import { type ApprovalRefusal, approvalRefusal } from "./rules";

export type Approval = { ok: true; state: "applied" | "verified" } | { ok: false; reason: ApprovalRefusal };

/**
 * One of two approvals by different coordinators, each with the licence check they made themselves and its day; the
 * second one makes the lawyer verified and gives the role. The same coordinator twice counts once.
 */
export async function approveLawyer(
  context: Context<Coordinator>,
  input: { lawyerId: string; licenceCheck: LicenceCheck; checkedOn: string },
): Promise<Approval> {
  return inTransaction(context, async (tx) => {
    // Locked: two coordinators at the same moment count each other's approval.
    const [lawyer] = await tx.db
      .select({
        state: lawyers.state,
        accountId: lawyers.accountId,
        kind: lawyers.kind,
        permitValidTo: lawyers.permitValidTo,
      })
      .from(lawyers)
      .where(eq(lawyers.id, input.lawyerId))
      .for("update");
    if (!lawyer) throw notFound();
    const by = tx.actor.accountId;
    const refusal = approvalRefusal(lawyer, { by, checkedOn: input.checkedOn, today: calendarDate(tx.now) });
    if (refusal) return { ok: false, reason: refusal };
    await tx.db
      .insert(lawyerApprovals)
      .values({
        lawyerId: input.lawyerId,
        accountId: by,
        licenceCheck: input.licenceCheck,
        checkedOn: input.checkedOn,
        approvedAt: tx.now,
      })
      .onConflictDoNothing();
    const [approvals] = await tx.db
      .select({ count: count() })
      .from(lawyerApprovals)
      .where(eq(lawyerApprovals.lawyerId, input.lawyerId));
    const verified = (approvals?.count ?? 0) >= 2;
    if (verified) await verify(tx, input.lawyerId, lawyer.accountId);
    await recordAudit(tx, {
      action: verified ? "verify-lawyer" : "approve-lawyer",
      subjectKind: "lawyer",
      subjectId: input.lawyerId,
      reason: input.licenceCheck,
    });
    return { ok: true, state: verified ? "verified" : "applied" };
  });
}

async function verify(context: Context<Coordinator>, lawyerId: string, accountId: string): Promise<void> {
  const { db, now, actor } = context;
  await db.update(lawyers).set({ state: "verified", verifiedAt: now, sharesFrom: now }).where(eq(lawyers.id, lawyerId));
  await db
    .insert(accountRoles)
    .values({ accountId, role: "lawyer", grantedBy: actor.accountId, grantedAt: now })
    .onConflictDoNothing();
  // A trainee's sign-in of 30 days does not become a lawyer's: the next one holds by the stricter rule.
  await endAllSignIns(db, accountId);
  await queueMessage(context, {
    kind: "lawyer_verified",
    recipientKind: "account",
    recipientId: accountId,
    subjectId: lawyerId,
    deduplicationKey: `lawyer_verified:${lawyerId}:${now.getTime()}`,
  });
}
