import { and, eq, isNotNull } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Member, notFound } from "#app/context.server";
import { env } from "#app/env.server";
import { accountRoles, accounts } from "#db/schema/accounts";
import { authenticatorApps, passkeys, recoveryCodes } from "#db/schema/second-factors";
import { lockOwnAccount } from "./own-account.server";
import { needsSecondFactor } from "./rules";
import { tellFactorChanged } from "./tell-factor-changed.server";

/**
 * Takes a passkey or the app away. The last factor stays where a role needs one; where it goes, the recovery codes go
 * with it, and so does the password (it may be one of the short ones): the next one comes by mail link.
 */
export async function removeSecondFactor(
  context: Context<Member>,
  factor: { kind: "app" } | { kind: "passkey"; id: string },
): Promise<{ ok: true; last: boolean } | { ok: false; reason: "last_factor" }> {
  return inTransaction(context, async (tx) => {
    const { id } = await lockOwnAccount(tx);
    const keys = await tx.db.select({ id: passkeys.id }).from(passkeys).where(eq(passkeys.accountId, id));
    const apps = await tx.db
      .select({ id: authenticatorApps.accountId })
      .from(authenticatorApps)
      .where(and(eq(authenticatorApps.accountId, id), isNotNull(authenticatorApps.confirmedAt)));
    const present = factor.kind === "app" ? apps.length === 1 : keys.some((key) => key.id === factor.id);
    if (!present) throw notFound();
    const last = keys.length + apps.length === 1;
    if (last && needsSecondFactor(await rolesOf(tx, id), env().demo)) return { ok: false, reason: "last_factor" };
    if (factor.kind === "app") await tx.db.delete(authenticatorApps).where(eq(authenticatorApps.accountId, id));
    else await tx.db.delete(passkeys).where(and(eq(passkeys.id, factor.id), eq(passkeys.accountId, id)));
    if (last) {
      await tx.db.delete(recoveryCodes).where(eq(recoveryCodes.accountId, id));
      await tx.db.update(accounts).set({ secondFactorSince: null, passwordHash: null }).where(eq(accounts.id, id));
    }
    await tellFactorChanged(tx, id);
    await recordAudit(tx, { action: "remove-second-factor", subjectKind: "account", subjectId: id });
    return { ok: true, last };
  });
}

async function rolesOf(tx: Context, accountId: string) {
  const rows = await tx.db
    .select({ role: accountRoles.role })
    .from(accountRoles)
    .where(eq(accountRoles.accountId, accountId));
  return rows.map(({ role }) => role);
}
