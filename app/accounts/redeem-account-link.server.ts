import { and, eq, gt, isNull } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound } from "#app/context.server";
import { tokenHash } from "#app/protection/lookup.server";
import { accountLinks, accountRoles, accounts } from "#db/schema/accounts";
import { hashSecret } from "./passwords.server";
import { passwordRefusal } from "./rules";
import { beginSignIn, endAllSignIns } from "./session.server";

export type LinkUse = { ok: true; cookie: string; accountId: string } | { ok: false; reason: string };

/** The address of the account a link is for, or null where the link is unknown, used or too old. */
export async function linkedAccount(context: Context, token: string): Promise<{ email: string } | null> {
  const [row] = await context.db
    .select({ email: accounts.email })
    .from(accountLinks)
    .innerJoin(accounts, eq(accounts.id, accountLinks.accountId))
    .where(openLink(context, token));
  return row ?? null;
}

/** Sets the password that a one-time link allows, ends every other sign-in and begins a new one. */
export async function redeemAccountLink(
  context: Context,
  input: { token: string; password: string; browser: string | null },
): Promise<LinkUse> {
  const linked = await linkedAccount(context, input.token);
  if (!linked) throw notFound();
  const reason = passwordRefusal(input.password, linked.email);
  if (reason) return { ok: false, reason };
  const passwordHash = await hashSecret(input.password);
  const account = await inTransaction(context, async (tx) => {
    const [used] = await tx.db
      .update(accountLinks)
      .set({ usedAt: tx.now })
      .where(openLink(tx, input.token))
      .returning({ accountId: accountLinks.accountId });
    if (!used) throw notFound();
    await tx.db.update(accounts).set({ passwordHash, state: "active" }).where(eq(accounts.id, used.accountId));
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
    eq(accountLinks.tokenHash, tokenHash(token)),
    isNull(accountLinks.usedAt),
    gt(accountLinks.expiresAt, context.now),
  );
}
