import { and, eq, gt, inArray, isNull, ne } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound } from "#app/context.server";
import { env } from "#app/env.server";
import { tokenHash } from "#app/protection/lookup.server";
import { accountLinks, accountRoles, accounts, people } from "#db/schema/accounts";
import type { Role } from "#db/vocabulary";
import { hashSecret } from "./passwords.server";
import { foldedName } from "./people";
import { lockMail, mailTaken } from "./people-records.server";
import { needsSecondFactor, nobodyYet, passwordRefusal } from "./rules";
import { beginSignIn, endAllSignIns } from "./session.server";

export type LinkUse =
  | { ok: true; cookie: string; accountId: string }
  | { ok: false; field: "email" | "password"; reason: string };

/** Who the first administrator is: the operator's link knows nobody yet. */
export interface Introduction {
  givenName: string;
  familyName: string;
  email: string;
}

/**
 * The account a link is for, or null where the link is unknown, used or too old, or the account suspended or closed.
 * `longPassword` says that the password has to stand alone, `unknown` that whoever uses it has to say who they are.
 */
export async function linkedAccount(
  context: Context,
  token: string,
): Promise<{ email: string; longPassword: boolean; unknown: boolean } | null> {
  const rows = await context.db
    .select({
      email: accounts.email,
      since: accounts.secondFactorSince,
      role: accountRoles.role,
    })
    .from(accountLinks)
    .innerJoin(accounts, eq(accounts.id, accountLinks.accountId))
    .leftJoin(accountRoles, eq(accountRoles.accountId, accounts.id))
    .where(and(openLink(context, token), inArray(accounts.state, ["active", "invited"])));
  const [first] = rows;
  if (!first) return null;
  const roles = rows.flatMap(({ role }) => (role ? [role] : []));
  const longPassword = !first.since && !needsSecondFactor(roles, env().demo);
  return { email: first.email, longPassword, unknown: first.email === nobodyYet };
}

/**
 * Sets the password that a one-time link allows, ends every other sign-in and begins a new one. The first administrator
 * says who they are; others' names and addresses are known, and an introduction changes nothing.
 */
export async function redeemAccountLink(
  context: Context,
  input: { token: string; password: string; browser: string | null; introduction?: Introduction | undefined },
): Promise<LinkUse> {
  const linked = await linkedAccount(context, input.token);
  if (!linked) throw notFound();
  const who = linked.unknown ? input.introduction : undefined;
  const reason = passwordRefusal(input.password, who?.email ?? linked.email, !linked.longPassword);
  if (reason) return { ok: false, field: "password", reason };
  const passwordHash = await hashSecret(input.password);
  const redeemed = await inTransaction(context, async (tx): Promise<LinkUse | { id: string; roles: Role[] }> => {
    if (who) {
      await lockMail(tx, who.email);
      if (await mailTaken(tx, who.email)) return { ok: false, field: "email", reason: "email_taken" };
    }
    const [used] = await tx.db
      .update(accountLinks)
      .set({ usedAt: tx.now })
      .where(openLink(tx, input.token))
      .returning({ accountId: accountLinks.accountId });
    if (!used) throw notFound();
    const [opened] = await tx.db
      .update(accounts)
      .set({ passwordHash, state: "active" })
      .where(and(eq(accounts.id, used.accountId), inArray(accounts.state, ["active", "invited"])))
      .returning({ personId: accounts.personId });
    if (!opened) throw notFound();
    if (who) await introduce(tx, { accountId: used.accountId, personId: opened.personId }, who);
    await endAllSignIns(tx.db, used.accountId);
    const roles = await tx.db
      .select({ role: accountRoles.role })
      .from(accountRoles)
      .where(eq(accountRoles.accountId, used.accountId));
    await recordAudit(tx, { action: "redeem-account-link", subjectKind: "account", subjectId: used.accountId });
    return { id: used.accountId, roles: roles.map((row) => row.role) };
  });
  if ("ok" in redeemed) return redeemed;
  return { ok: true, cookie: await beginSignIn(redeemed, input.browser, context.now), accountId: redeemed.id };
}

function openLink(context: Context, token: string) {
  return and(
    ne(accountLinks.kind, "email_change"),
    eq(accountLinks.tokenHash, tokenHash(token)),
    isNull(accountLinks.usedAt),
    gt(accountLinks.expiresAt, context.now),
  );
}

async function introduce(tx: Context, of: { accountId: string; personId: string }, who: Introduction): Promise<void> {
  const { givenName, familyName, email } = who;
  await tx.db.update(accounts).set({ email }).where(eq(accounts.id, of.accountId));
  await tx.db
    .update(people)
    .set({ givenName, familyName, foldedName: foldedName(givenName, familyName), email })
    .where(eq(people.id, of.personId));
}
