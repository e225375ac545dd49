import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Administrator, type Context, inTransaction, notFound } from "#app/context.server";
import { retentionChanges, retentionRules } from "#db/schema/retention";
import type { RetentionClass, RetentionStatus } from "#db/vocabulary";
import { periodBounds } from "./retention-rules";

export interface RetentionChange {
  code: RetentionClass;
  /** In the rule's own unit. */
  amount: number;
  status: RetentionStatus;
  /** The administrator's sentence; it stays beside the rule. */
  reason: string;
}

/**
 * Changes how long a class is kept, from the next night on. Refused outside of the class's bounds; the 404 for periods
 * that are promises of the program or that have no end.
 */
export async function changeRetention(
  context: Context<Administrator>,
  { code, amount, status, reason }: RetentionChange,
): Promise<{ ok: true } | { ok: false; reason: "out_of_bounds"; min: number; max: number }> {
  const bounds = periodBounds[code];
  if (!bounds) throw notFound();
  if (amount < bounds.min || amount > bounds.max) return { ok: false, reason: "out_of_bounds", ...bounds };
  return inTransaction(context, async (tx) => {
    const own = eq(retentionRules.code, code);
    const [rule] = await tx.db.select({ amount: retentionRules.amount }).from(retentionRules).where(own).for("update");
    if (!rule) throw notFound();
    await tx.db.update(retentionRules).set({ amount, status }).where(own);
    await tx.db.insert(retentionChanges).values({
      code,
      amountBefore: rule.amount,
      amountAfter: amount,
      statusAfter: status,
      reason,
      changedBy: tx.actor.accountId,
      changedAt: tx.now,
    });
    await recordAudit(tx, { action: "change-retention", subjectKind: "retention", reason: code, count: amount });
    return { ok: true };
  });
}
