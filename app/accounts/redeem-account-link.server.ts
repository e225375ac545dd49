import { and, eq, gt, inArray, isNull, ne } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound } from "#app/context.server";
import { env } from "#app/env.server";
import { tokenHash } from "#app/protection/lookup.server";
import { accountLinks, accountRoles, accounts } from "#db/schema/accounts";
import { hashSecret } from "./passwords.server";
import { needsSecondFactor, passwordRefusal } from "./rules";
import { beginSignIn, endAllSignIns } from "./session.server";

export type LinkUse = { ok: true; cookie: string; accountId: string } | { ok: false; reason: string };

/**
 * The account a link is for, or null where the link is unknown, used or too old, or the account suspended or closed.
 * `longPassword` says that the password has to stand alone.
 */
export async function linkedAccount(
  context: Context,
  token: string,
): Promise<{ email: string; longPassword: boolean } | null> {
  const rows = await context.db
    .select({ email: accounts.email, since: accounts.secondFactorSince, role: accountRoles.role })
    .from(accountLinks)
    .innerJoin(accounts, eq(accounts.id, accountLinks.accountId))
    .leftJoin(accountRoles, eq(accountRoles.accountId, accounts.id))
    .where(and(openLink(context, token), inArray(accounts.state, ["active", "invited"])));
  const [first] = rows;
  if (!first) return null;
  const roles = rows.flatMap(({ role }) => (role ? [role] : []));
  return { email: first.email, longPassword: !first.since && !needsSecondFactor(roles, env().demo) };
}

/** Sets the password that a one-time link allows, ends every other sign-in and begins a new one. */
export async function redeemAccountLink(
  context: Context,
  input: { token: string; password: string; browser: string | null },
): Promise<LinkUse> {
  const linked = await linkedAccount(context, input.token);
  if (!linked) throw notFound();
  const reason = passwordRefusal(input.password, linked.email, !linked.longPassword);
  if (reason) return { ok: false, reason };
  const passwordHash = await hashSecret(input.password);
  const account = await inTransaction(context, async (tx) => {
    const [used] = await tx.db
      .update(accountLinks)
      .set({ usedAt: tx.now })
      .where(openLink(tx, input.token))
      .returning({ accountId: accountLinks.accountId });
    if (!used) throw notFound();
    const opened = await tx.db
      .update(accounts)
      .set({ passwordHash, state: "active" })
      .where(and(eq(accounts.id, used.accountId), inArray(accounts.state, ["active", "invited"])))
      .returning({ id: accounts.id });
    if (opened.length === 0) throw notFound();
    await endAllSignIns(tx.db, used.accountId);
    const roles = await tx.db
      .select({ role: accountRoles.role })
      .from(accountRoles)
      .where(eq(accountRoles.accountId, used.accountId));
    await recordAudit(tx, { action: "redeem-account-link", subjectKind: "account", subjectId: used.accountId });
    return { id: used.accountId, roles: roles.map((row) => row.role) };
  });
  return { ok: true, cookie: await beginSignIn(account, input.browser, context.now), accountId: account.id };
}

function openLink(context: Context, token: string) {
  return and(
    ne(accountLinks.kind, "email_change"),
    eq(accountLinks.tokenHash, tokenHash(token)),
    isNull(accountLinks.usedAt),
    gt(accountLinks.expiresAt, context.now),
  );
}
