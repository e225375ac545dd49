import { eq } from "drizzle-orm";
import { type Context, type Member, notFound } from "#app/context.server";
import { accounts } from "#db/schema/accounts";

/** The own account, locked until the transaction ends: what changes its factors or its address goes one after another. */
export async function lockOwnAccount(tx: Context<Member>) {
  const [account] = await tx.db
    .select({
      id: accounts.id,
      email: accounts.email,
      passwordHash: accounts.passwordHash,
      secondFactorSince: accounts.secondFactorSince,
    })
    .from(accounts)
    .where(eq(accounts.id, tx.actor.accountId))
    .for("update");
  if (!account) throw notFound();
  return account;
}
