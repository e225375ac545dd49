import { eq } from "drizzle-orm";
import { type Administrator, type Context, notFound } from "#app/context.server";
import { accounts } from "#db/schema/accounts";

/** An account, locked until the transaction ends; the 404 where there is none. */
export async function lockAccount(tx: Context<Administrator>, accountId: string) {
  const [account] = await tx.db
    .select({ id: accounts.id, state: accounts.state, passwordHash: accounts.passwordHash })
    .from(accounts)
    .where(eq(accounts.id, accountId))
    .for("update");
  if (!account) throw notFound();
  return account;
}
