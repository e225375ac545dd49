import { and, eq, isNull } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Administrator, type Context, inTransaction, notFound } from "#app/context.server";
import { deadlineRules, lawVersions } from "#db/schema/reference";
import type { LawStatus } from "#db/vocabulary";
import { keepReason } from "./keep-reason.server";
import { dayBefore, successorCode, successorRefusal } from "./rules";

export interface Successor {
  code: string;
  /** First day, "YYYY-MM-DD": limits that begin from then on are counted with the new row. */
  validFrom: string;
  length: number;
  unit: "hours" | "days" | "weeks" | "months" | "years";
  rollsOver: boolean | null;
  lawVersion: string;
  status: LawStatus;
  source: string;
  reason: string;
}

/**
 * Closes a time limit the day before and begins a new row beside it. Open deadlines keep the row they began with and are
 * marked for review. Refused where it was replaced already, or the day is not after its own beginning.
 */
export async function replaceRule(
  context: Context<Administrator>,
  { code, reason, ...successor }: Successor,
): Promise<{ ok: true; code: string } | { ok: false; reason: "rule_replaced" | "before_rule" | "unknown_law" }> {
  return inTransaction(context, async (tx) => {
    const [rule] = await tx.db.select().from(deadlineRules).where(eq(deadlineRules.code, code)).for("update");
    if (!rule) throw notFound();
    const refusal = successorRefusal(rule, successor.validFrom);
    if (refusal) return { ok: false, reason: refusal };
    const [law] = await tx.db
      .select({ key: lawVersions.key })
      .from(lawVersions)
      .where(eq(lawVersions.key, successor.lawVersion));
    if (!law) return { ok: false, reason: "unknown_law" };
    const next = successorCode(code, successor.validFrom);
    await tx.db.insert(deadlineRules).values({
      ...rule,
      ...successor,
      code: next,
      immediate: false,
      active: true,
      needsConfirmation: successor.status !== "verified",
      validTo: null,
      replacedBy: null,
      closedAt: null,
    });
    await tx.db
      .update(deadlineRules)
      .set({ validTo: dayBefore(successor.validFrom), replacedBy: next, closedAt: tx.now })
      .where(and(eq(deadlineRules.code, code), isNull(deadlineRules.replacedBy)));
    await keepReason(tx, "rule_replaced", next, reason);
    await recordAudit(tx, { action: "replace-rule", subjectKind: "law", reason: next });
    return { ok: true, code: next };
  });
}
