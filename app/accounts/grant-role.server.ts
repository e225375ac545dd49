import { recordAudit } from "#app/audit/record-audit.server";
import { type Administrator, type Context, inTransaction } from "#app/context.server";
import { accountRoles } from "#db/schema/accounts";
import type { Role } from "#db/vocabulary";
import { type RoleRefusal, roleRefusal } from "./administration";
import { lockAccount } from "./lock-account.server";
import { endAllSignIns } from "./session.server";

/** Gives an account a role; its sign-ins end, so that the next one holds by the stricter rule. 404 for an unknown one. */
export async function grantRole(
  context: Context<Administrator>,
  { accountId, role }: { accountId: string; role: Role },
): Promise<{ ok: true } | { ok: false; reason: RoleRefusal | "has_role" }> {
  return inTransaction(context, async (tx) => {
    const account = await lockAccount(tx, accountId);
    const refusal = roleRefusal(account, role, tx.actor.accountId);
    if (refusal) return { ok: false, reason: refusal };
    const given = await tx.db
      .insert(accountRoles)
      .values({ accountId, role, grantedBy: tx.actor.accountId, grantedAt: tx.now })
      .onConflictDoNothing()
      .returning({ role: accountRoles.role });
    if (given.length === 0) return { ok: false, reason: "has_role" };
    await endAllSignIns(tx.db, accountId);
    await recordAudit(tx, { action: "grant-role", subjectKind: "account", subjectId: accountId, reason: role });
    return { ok: true };
  });
}
