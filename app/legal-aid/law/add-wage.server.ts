import { recordAudit } from "#app/audit/record-audit.server";
import { type Administrator, type Context, inTransaction } from "#app/context.server";
import { minimumWages } from "#db/schema/reference";
import type { LawStatus } from "#db/vocabulary";
import { keepReason } from "./keep-reason.server";

export interface NewWage {
  /** First day, "YYYY-MM-DD". */
  validFrom: string;
  /** Lek a month. */
  lek: number;
  status: LawStatus;
  source: string;
  reason: string;
}

/** Adds a minimum wage from a day on; means tests of that day and later take it. Refused where that day has this wage already. */
export async function addWage(
  context: Context<Administrator>,
  { reason, ...wage }: NewWage,
): Promise<{ ok: true } | { ok: false; reason: "wage_known" }> {
  return inTransaction(context, async (tx) => {
    const code = `${wage.validFrom}-${wage.lek}`;
    const added = await tx.db
      .insert(minimumWages)
      .values({ ...wage, code, fromPrecision: "day" })
      .onConflictDoNothing({ target: minimumWages.code })
      .returning({ code: minimumWages.code });
    if (added.length === 0) return { ok: false, reason: "wage_known" };
    await keepReason(tx, "wage_added", code, reason);
    await recordAudit(tx, { action: "add-wage", subjectKind: "law", reason: code });
    return { ok: true };
  });
}
