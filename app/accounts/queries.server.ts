import { and, desc, eq, gt } from "drizzle-orm";
import { type Context, type Member, notFound } from "#app/context.server";
import { accounts, people, signIns } from "#db/schema/accounts";

/** The name of somebody signed in, as it stands in the frame of every page. */
export async function ownName(context: Context, personId: string): Promise<string> {
  const [person] = await context.db
    .select({ givenName: people.givenName, familyName: people.familyName })
    .from(people)
    .where(eq(people.id, personId));
  return person ? `${person.givenName} ${person.familyName}` : "";
}

/** Name, address and mail language of the own account. */
export async function ownAccount(context: Context<Member>) {
  const [row] = await context.db
    .select({
      givenName: people.givenName,
      familyName: people.familyName,
      email: accounts.email,
      locale: accounts.locale,
    })
    .from(accounts)
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(eq(accounts.id, context.actor.accountId));
  if (!row) throw notFound();
  return { name: `${row.givenName} ${row.familyName}`, email: row.email, locale: row.locale };
}

/** The browsers in which the account is open, the latest first, by the hash of their token; the own one is marked. */
export async function ownSignIns(context: Context<Member>, ownId: string) {
  const rows = await context.db
    .select({ id: signIns.id, browser: signIns.browser, createdAt: signIns.createdAt })
    .from(signIns)
    .where(and(eq(signIns.accountId, context.actor.accountId), gt(signIns.expiresAt, context.now)))
    .orderBy(desc(signIns.createdAt))
    .limit(50);
  return rows.map(({ id, browser, createdAt }) => ({
    key: id,
    browser: browserName(browser),
    createdAt,
    own: id === ownId,
  }));
}

/** "Firefox, Android" out of a User-Agent: enough to recognise one's own. */
function browserName(userAgent: string | null): string {
  if (!userAgent) return "";
  const browser = /Edg|OPR|Firefox|Chrome|Safari/.exec(userAgent)?.[0] ?? "";
  const system = /Android|iPhone|iPad|Windows|Mac OS X|Linux/.exec(userAgent)?.[0] ?? "";
  return [browser.replace("Edg", "Edge").replace("OPR", "Opera"), system].filter(Boolean).join(", ");
}
