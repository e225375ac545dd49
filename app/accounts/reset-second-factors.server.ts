import { eq, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Administrator, type Context, inTransaction } from "#app/context.server";
import { accounts } from "#db/schema/accounts";
import { lockAccount } from "./lock-account.server";
import { endAllSignIns } from "./session.server";
import { tellFactorChanged } from "./tell-factor-changed.server";

/**
 * Takes every second factor from somebody who has lost them, after an administrator has made sure who asks; all
 * sign-ins end, and the next one begins with setting up. Nobody does it for themselves. 404 for an unknown account.
 */
export async function resetSecondFactors(
  context: Context<Administrator>,
  { accountId }: { accountId: string },
): Promise<{ ok: true } | { ok: false; reason: "own_account" }> {
  return inTransaction(context, async (tx) => {
    const account = await lockAccount(tx, accountId);
    if (account.id === tx.actor.accountId) return { ok: false, reason: "own_account" };
    await tx.db.execute(sql`select access.forget_second_factors(${accountId}::uuid)`);
    await tx.db.update(accounts).set({ secondFactorSince: null }).where(eq(accounts.id, accountId));
    await endAllSignIns(tx.db, accountId);
    await tellFactorChanged(tx, accountId);
    await recordAudit(tx, { action: "reset-second-factors", subjectKind: "account", subjectId: accountId });
    return { ok: true };
  });
}
