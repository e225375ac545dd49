import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Administrator, type Context, inTransaction } from "#app/context.server";
import { accounts } from "#db/schema/accounts";
import { suspensionRefusal } from "./administration";
import { lockAccount } from "./lock-account.server";
import { endAllSignIns } from "./session.server";

/** Suspends an account: its sign-ins end at once and nobody enters with it. 404 for an unknown one. */
export async function suspendAccount(
  context: Context<Administrator>,
  { accountId }: { accountId: string },
): Promise<{ ok: true } | { ok: false; reason: "own_account" | "wrong_state" }> {
  return inTransaction(context, async (tx) => {
    const account = await lockAccount(tx, accountId);
    const refusal = suspensionRefusal(account, tx.actor.accountId);
    if (refusal) return { ok: false, reason: refusal };
    await tx.db.update(accounts).set({ state: "suspended", suspendedAt: tx.now }).where(eq(accounts.id, accountId));
    await endAllSignIns(tx.db, accountId);
    await recordAudit(tx, { action: "suspend-account", subjectKind: "account", subjectId: accountId });
    return { ok: true };
  });
}
