import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Administrator, type Context, inTransaction, notFound } from "#app/context.server";
import { deadlineRules } from "#db/schema/reference";
import { keepReason } from "./keep-reason.server";

/**
 * Marks a time limit as read in the law's text, with where it stands: dates counted from now on no longer say "to be
 * confirmed". Refused for rows whose law text is missing; a dated row takes their place once it is there.
 */
export async function confirmRule(
  context: Context<Administrator>,
  { code, source, reason }: { code: string; source: string; reason: string },
): Promise<{ ok: true } | { ok: false; reason: "rule_inactive" }> {
  return inTransaction(context, async (tx) => {
    const own = eq(deadlineRules.code, code);
    const [rule] = await tx.db.select({ active: deadlineRules.active }).from(deadlineRules).where(own).for("update");
    if (!rule) throw notFound();
    if (!rule.active) return { ok: false, reason: "rule_inactive" };
    await tx.db.update(deadlineRules).set({ status: "verified", needsConfirmation: false, source }).where(own);
    await keepReason(tx, "rule_confirmed", code, reason);
    await recordAudit(tx, { action: "confirm-rule", subjectKind: "law", reason: code });
    return { ok: true };
  });
}
