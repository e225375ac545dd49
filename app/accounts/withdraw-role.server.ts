import { and, eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Administrator, type Context, inTransaction } from "#app/context.server";
import { accountRoles } from "#db/schema/accounts";
import type { Role } from "#db/vocabulary";
import { type RoleRefusal, roleRefusal } from "./administration";
import { lockAccount } from "./lock-account.server";
import { endAllSignIns } from "./session.server";

/** Takes a role from an account and ends its sign-ins; 404 for an unknown account. */
export async function withdrawRole(
  context: Context<Administrator>,
  { accountId, role }: { accountId: string; role: Role },
): Promise<{ ok: true } | { ok: false; reason: RoleRefusal | "has_not_role" }> {
  return inTransaction(context, async (tx) => {
    const account = await lockAccount(tx, accountId);
    const refusal = roleRefusal(account, role, tx.actor.accountId);
    if (refusal) return { ok: false, reason: refusal };
    const taken = await tx.db
      .delete(accountRoles)
      .where(and(eq(accountRoles.accountId, accountId), eq(accountRoles.role, role)))
      .returning({ role: accountRoles.role });
    if (taken.length === 0) return { ok: false, reason: "has_not_role" };
    await endAllSignIns(tx.db, accountId);
    await recordAudit(tx, { action: "withdraw-role", subjectKind: "account", subjectId: accountId, reason: role });
    return { ok: true };
  });
}
