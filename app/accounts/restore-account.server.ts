import { and, eq, isNull } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Administrator, type Context, inTransaction } from "#app/context.server";
import { accountLinks, accounts } from "#db/schema/accounts";
import { lockAccount } from "./lock-account.server";

/** Lifts a suspension; an account that has not taken its invitation up is invited again. 404 for an unknown one. */
export async function restoreAccount(
  context: Context<Administrator>,
  { accountId }: { accountId: string },
): Promise<{ ok: true } | { ok: false; reason: "wrong_state" }> {
  return inTransaction(context, async (tx) => {
    const account = await lockAccount(tx, accountId);
    if (account.state !== "suspended") return { ok: false, reason: "wrong_state" };
    const [invitation] = await tx.db
      .select({ id: accountLinks.id })
      .from(accountLinks)
      .where(
        and(eq(accountLinks.accountId, accountId), eq(accountLinks.kind, "invitation"), isNull(accountLinks.usedAt)),
      )
      .limit(1);
    const state = invitation && !account.passwordHash ? "invited" : "active";
    await tx.db.update(accounts).set({ state, suspendedAt: null }).where(eq(accounts.id, accountId));
    await recordAudit(tx, { action: "restore-account", subjectKind: "account", subjectId: accountId });
    return { ok: true };
  });
}
