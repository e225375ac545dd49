import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction } from "#app/context.server";
import { queueMessage } from "#app/notifications/queue-message.server";
import { tokenHash } from "#app/protection/lookup.server";
import { accountLinks, accountRoles, accounts, people } from "#db/schema/accounts";
import type { AccountLinkKind, Locale } from "#db/vocabulary";
import { accountLinkToken } from "./account-links.server";
import { lockMail } from "./people-records.server";

const HOUR = 3_600_000;
const lifeHours: Record<AccountLinkKind, number> = {
  invitation: 14 * 24,
  reset: 2,
  first_administrator: 48,
  email_change: 24,
};

/**
 * Sends a one-time link to whoever has this address: a new password for an account, an account for somebody whom a
 * list already knows. The worker calls it: whoever asks gets the same answer before anything is looked up.
 */
export async function sendAccountLink(context: Context, input: { email: string; locale: Locale }): Promise<void> {
  await inTransaction(context, async (tx) => {
    await lockMail(tx, input.email);
    const accountId = (await accountByEmail(tx, input.email)) ?? (await openAccountForPerson(tx, input));
    if (!accountId) return;
    const link = await createAccountLink(tx, accountId, "reset");
    await queueMessage(tx, {
      kind: "password_reset",
      recipientKind: "account",
      recipientId: accountId,
      subjectId: link.id,
      deduplicationKey: `account-link:${link.id}`,
    });
    await recordAudit(tx, { action: "send-account-link", subjectKind: "account", subjectId: accountId });
  });
}

/** Makes a one-time link: invitations live 14 days, resets 2, new addresses 24, the first administrator's 48 hours. */
export async function createAccountLink(
  context: Context,
  accountId: string,
  kind: AccountLinkKind,
  newEmail: string | null = null,
): Promise<{ id: string; token: string }> {
  const id = randomUUID();
  const token = accountLinkToken(id);
  await context.db.insert(accountLinks).values({
    id,
    accountId,
    kind,
    newEmail,
    tokenHash: tokenHash(token),
    expiresAt: new Date(context.now.getTime() + lifeHours[kind] * HOUR),
    createdAt: context.now,
  });
  return { id, token };
}

async function accountByEmail(context: Context, email: string): Promise<string | null> {
  const [account] = await context.db
    .select({ id: accounts.id, state: accounts.state })
    .from(accounts)
    .where(eq(sql`lower(${accounts.email})`, email.toLowerCase()));
  if (!account) return null;
  return account.state === "active" || account.state === "invited" ? account.id : null;
}

/** A trainee whom a list brought in with an address becomes an account when they ask for one. */
async function openAccountForPerson(
  context: Context,
  input: { email: string; locale: Locale },
): Promise<string | null> {
  const [person] = await context.db
    .select({ id: people.id })
    .from(people)
    .leftJoin(accounts, eq(accounts.personId, people.id))
    .where(and(eq(sql`lower(${people.email})`, input.email.toLowerCase()), sql`${accounts.id} is null`));
  if (!person) return null;
  const id = randomUUID();
  await context.db.insert(accounts).values({
    id,
    personId: person.id,
    email: input.email.toLowerCase(),
    locale: input.locale,
    state: "invited",
    createdAt: context.now,
  });
  await context.db.insert(accountRoles).values({ accountId: id, role: "professional", grantedAt: context.now });
  return id;
}
