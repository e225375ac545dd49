import { and, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Member } from "#app/context.server";
import { accountLinks, accountRoles, accounts } from "#db/schema/accounts";
import { cases } from "#db/schema/cases";
import { lawyers } from "#db/schema/lawyers";
import { offers } from "#db/schema/offers";
import { authenticatorApps, passkeys, recoveryCodes } from "#db/schema/second-factors";
import { lockOwnAccount } from "./own-account.server";
import { ownPasswordFits } from "./own-password.server";
import { endAllSignIns } from "./session.server";

export type ClosingRefusal = "own_password" | "open_work" | "last_administrator";

/**
 * Closes the own account for good: sign-ins, password, factors and their key are gone; what was recorded in trainings
 * and cases stays as long as the law says. Refused while a lawyer has open offers or cases (an open case is never
 * ownerless) and for the last administrator.
 */
export async function closeAccount(
  context: Context<Member>,
  input: { password: string },
): Promise<{ ok: true } | { ok: false; reason: ClosingRefusal }> {
  if (!(await ownPasswordFits(context, input.password))) return { ok: false, reason: "own_password" };
  return inTransaction(context, async (tx) => {
    const { id } = await lockOwnAccount(tx);
    if (await hasOpenWork(tx, id)) return { ok: false, reason: "open_work" };
    if (await isLastAdministrator(tx, id)) return { ok: false, reason: "last_administrator" };
    await tx.db.update(lawyers).set({ state: "left" }).where(eq(lawyers.accountId, id));
    await tx.db.delete(authenticatorApps).where(eq(authenticatorApps.accountId, id));
    await tx.db.delete(recoveryCodes).where(eq(recoveryCodes.accountId, id));
    await tx.db.delete(passkeys).where(eq(passkeys.accountId, id));
    await tx.db
      .update(accountLinks)
      .set({ usedAt: tx.now })
      .where(and(eq(accountLinks.accountId, id), isNull(accountLinks.usedAt)));
    await tx.db
      .update(accounts)
      .set({ state: "closed", closedAt: tx.now, passwordHash: null, secondFactorSince: null })
      .where(eq(accounts.id, id));
    await endAllSignIns(tx.db, id);
    const auditId = await recordAudit(tx, { action: "close-account", subjectKind: "account", subjectId: id });
    await tx.db.execute(sql`select vault.destroy_key(${id}::uuid, ${auditId}::uuid)`);
    return { ok: true };
  });
}

async function hasOpenWork(tx: Context, accountId: string): Promise<boolean> {
  const own = tx.db.select({ id: lawyers.id }).from(lawyers).where(eq(lawyers.accountId, accountId)).for("update");
  const ids = (await own).map(({ id }) => id);
  if (ids.length === 0) return false;
  const openCases = await tx.db
    .select({ id: cases.id })
    .from(cases)
    .where(and(inArray(cases.lawyerId, ids), eq(cases.state, "open")))
    .limit(1);
  const openOffers = await tx.db
    .select({ id: offers.id })
    .from(offers)
    .where(and(inArray(offers.lawyerId, ids), inArray(offers.state, ["open", "holding"])))
    .limit(1);
  return openCases.length + openOffers.length > 0;
}

async function isLastAdministrator(tx: Context, accountId: string): Promise<boolean> {
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext('first-administrator'))`);
  const administrators = await tx.db
    .select({ id: accounts.id })
    .from(accountRoles)
    .innerJoin(accounts, eq(accounts.id, accountRoles.accountId))
    .where(and(eq(accountRoles.role, "administrator"), ne(accounts.state, "closed")));
  const active = administrators.map(({ id }) => id);
  return active.includes(accountId) && active.length === 1;
}
