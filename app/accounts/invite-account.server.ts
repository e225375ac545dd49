import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Administrator, type Context, inTransaction, type System } from "#app/context.server";
import { queueMessage } from "#app/notifications/queue-message.server";
import { accountRoles, accounts } from "#db/schema/accounts";
import type { Locale, Role } from "#db/vocabulary";
import { lockMail, personForAccount } from "./people-records.server";
import { createAccountLink } from "./send-account-link.server";

export interface Invitation {
  givenName: string;
  familyName: string;
  email: string;
  roles: Role[];
  locale: Locale;
}

/** Invites somebody with roles: person (found by address or new), account and a link by mail. */
export async function inviteAccount(
  context: Context<Administrator | System>,
  input: Invitation,
): Promise<{ ok: true; accountId: string; token: string } | { ok: false; reason: "already_known" }> {
  return inTransaction(context, async (tx) => {
    const email = input.email.toLowerCase();
    await lockMail(tx, email);
    const [known] = await tx.db
      .select({ id: accounts.id })
      .from(accounts)
      .where(eq(sql`lower(${accounts.email})`, email));
    if (known) return { ok: false, reason: "already_known" };
    const { givenName, familyName } = input;
    const personId = await personForAccount(tx, { givenName, familyName, email });
    const accountId = randomUUID();
    await tx.db
      .insert(accounts)
      .values({ id: accountId, personId, email, locale: input.locale, state: "invited", createdAt: tx.now });
    const grantedBy = tx.actor.kind === "account" ? tx.actor.accountId : null;
    await tx.db
      .insert(accountRoles)
      .values(input.roles.map((role) => ({ accountId, role, grantedBy, grantedAt: tx.now })));
    const link = await createAccountLink(tx, accountId, grantedBy ? "invitation" : "first_administrator");
    if (grantedBy)
      await queueMessage(tx, {
        kind: "account_invitation",
        recipientKind: "account",
        recipientId: accountId,
        subjectId: link.id,
        deduplicationKey: `account-link:${link.id}`,
      });
    await recordAudit(tx, { action: "invite-account", subjectKind: "account", subjectId: accountId });
    return { ok: true, accountId, token: link.token };
  });
}
