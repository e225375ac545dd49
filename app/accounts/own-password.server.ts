import { eq } from "drizzle-orm";
import type { Context, Member } from "#app/context.server";
import { limitAttempts } from "#app/protection/rate-limit.server";
import { accounts } from "#db/schema/accounts";
import { secretFits } from "./passwords.server";

/** Whether this is the password of the own account; tries are limited. */
export async function ownPasswordFits(context: Context<Member>, password: string): Promise<boolean> {
  await limitAttempts("own_password", context.actor.accountId);
  const [account] = await context.db
    .select({ passwordHash: accounts.passwordHash })
    .from(accounts)
    .where(eq(accounts.id, context.actor.accountId));
  return secretFits(account?.passwordHash, password);
}
