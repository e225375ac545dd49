import { eq } from "drizzle-orm";
import type { Context, Member } from "#app/context.server";
import { accounts } from "#db/schema/accounts";
import { secretFits } from "./passwords.server";

/** Whether this is the password of the own account; the caller limits the tries. */
export async function ownPasswordFits(context: Context<Member>, password: string): Promise<boolean> {
  const [account] = await context.db
    .select({ passwordHash: accounts.passwordHash })
    .from(accounts)
    .where(eq(accounts.id, context.actor.accountId));
  return secretFits(account?.passwordHash, password);
}
