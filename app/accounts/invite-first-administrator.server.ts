import { eq, sql } from "drizzle-orm";
import { type Context, inTransaction, type System } from "#app/context.server";
import { accountRoles, accounts, people } from "#db/schema/accounts";
import { accountLinkPath } from "./account-links.server";
import { inviteAccount } from "./invite-account.server";
import { nobodyYet } from "./rules";
import { createAccountLink } from "./send-account-link.server";

/** The path of a one-time link for the first administrator, or null where an administrator works already. */
export async function inviteFirstAdministrator(context: Context<System>): Promise<string | null> {
  return inTransaction(context, async (tx) => {
    await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext('first-administrator'))`);
    const administrators = await tx.db
      .select({ id: accounts.id, state: accounts.state, email: people.email })
      .from(accountRoles)
      .innerJoin(accounts, eq(accounts.id, accountRoles.accountId))
      .innerJoin(people, eq(people.id, accounts.personId))
      .where(eq(accountRoles.role, "administrator"));
    if (administrators.some(({ state }) => state === "active")) return null;
    const [waiting] = administrators.filter(({ state }) => state === "invited");
    if (waiting) {
      const link = await createAccountLink(tx, waiting.id, "first_administrator");
      return accountLinkPath(link.id);
    }
    const invited = await inviteAccount(tx, {
      givenName: "Administrator",
      familyName: "Përkrah",
      email: nobodyYet,
      roles: ["administrator"],
      locale: "sq",
    });
    return invited.ok ? `/account/link/${invited.token}` : null;
  });
}
