import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound } from "#app/context.server";
import { queueMessage } from "#app/notifications/queue-message.server";
import { tokenHash } from "#app/protection/lookup.server";
import { accountLinks, accounts, people } from "#db/schema/accounts";
import { lockMail, mailTaken } from "./people-records.server";

/** The address that a link would make the account's own; null where the link is unknown, used or too old. */
export async function newAddressOf(context: Context, token: string): Promise<{ email: string } | null> {
  const [link] = await context.db
    .select({ email: accountLinks.newEmail })
    .from(accountLinks)
    .innerJoin(accounts, eq(accounts.id, accountLinks.accountId))
    .where(and(openChange(context, token), eq(accounts.state, "active")));
  return link?.email ? { email: link.email } : null;
}

/**
 * Makes the new mail address the account's own, voids its other links and writes to the old address. Throws the 404
 * where the link is unknown, used or too old.
 */
export async function confirmEmailChange(
  context: Context,
  input: { token: string },
): Promise<{ ok: true } | { ok: false; reason: "email_taken" }> {
  return inTransaction(context, async (tx) => {
    const [link] = await tx.db
      .update(accountLinks)
      .set({ usedAt: tx.now })
      .where(openChange(tx, input.token))
      .returning({ id: accountLinks.id, accountId: accountLinks.accountId, email: accountLinks.newEmail });
    if (!link?.email) throw notFound();
    const [account] = await tx.db
      .select({ email: accounts.email, personId: accounts.personId, state: accounts.state })
      .from(accounts)
      .where(eq(accounts.id, link.accountId))
      .for("update");
    if (account?.state !== "active") throw notFound();
    await lockMail(tx, link.email);
    if (await mailTaken(tx, link.email, { accountId: link.accountId, personId: account.personId }))
      return { ok: false, reason: "email_taken" };
    await tx.db.update(accountLinks).set({ previousEmail: account.email }).where(eq(accountLinks.id, link.id));
    await tx.db.update(accounts).set({ email: link.email }).where(eq(accounts.id, link.accountId));
    await tx.db
      .update(people)
      .set({ email: null })
      .where(and(eq(people.mergedInto, account.personId), sql`lower(${people.email}) = ${link.email.toLowerCase()}`));
    await tx.db.update(people).set({ email: link.email }).where(eq(people.id, account.personId));
    await tx.db
      .update(accountLinks)
      .set({ usedAt: tx.now })
      .where(and(eq(accountLinks.accountId, link.accountId), isNull(accountLinks.usedAt)));
    await queueMessage(tx, {
      kind: "email_changed",
      recipientKind: "account",
      recipientId: link.accountId,
      subjectId: link.id,
      deduplicationKey: `email-changed:${link.id}`,
    });
    await recordAudit(tx, { action: "confirm-email-change", subjectKind: "account", subjectId: link.accountId });
    return { ok: true };
  });
}

function openChange(context: Context, token: string) {
  return and(
    eq(accountLinks.kind, "email_change"),
    eq(accountLinks.tokenHash, tokenHash(token)),
    isNull(accountLinks.usedAt),
    gt(accountLinks.expiresAt, context.now),
  );
}
