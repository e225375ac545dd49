import { aliasedTable, and, asc, count, desc, eq, gt, type SQL, sql } from "drizzle-orm";
import { type Administrator, type Context, notFound } from "#app/context.server";
import { fold } from "#app/i18n/fold";
import { accountRoles, accounts, people, signIns } from "#db/schema/accounts";
import type { AccountState, Role } from "#db/vocabulary";

export const accountPageSize = 50;

export interface AccountFilter {
  /** Parts of a name or address, folded before they are compared. */
  search: string;
  role: Role | null;
  state: AccountState | null;
}

/** Accounts with their roles, by family name. */
export async function accountsForAdministrator(context: Context<Administrator>, filter: AccountFilter, page: number) {
  const where = and(...conditions(filter));
  const rows = await context.db
    .select({
      id: accounts.id,
      givenName: people.givenName,
      familyName: people.familyName,
      email: accounts.email,
      state: accounts.state,
      roles: sql<Role[]>`array(select r.role from account_roles r where r.account_id = ${accounts.id} order by r.role)`,
    })
    .from(accounts)
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(where)
    .orderBy(asc(people.familyName), asc(people.givenName), asc(accounts.id))
    .limit(accountPageSize)
    .offset((page - 1) * accountPageSize);
  const [total] = await context.db
    .select({ rows: count() })
    .from(accounts)
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(where);
  return { rows, total: total?.rows ?? 0 };
}

/** One account with roles (who gave them, when) and open sign-ins; the 404 where there is none. */
export async function accountForAdministrator(context: Context<Administrator>, accountId: string) {
  const [account] = await context.db
    .select({
      id: accounts.id,
      givenName: people.givenName,
      familyName: people.familyName,
      email: accounts.email,
      phone: people.phone,
      institution: people.institution,
      profession: people.profession,
      locale: accounts.locale,
      state: accounts.state,
      createdAt: accounts.createdAt,
      suspendedAt: accounts.suspendedAt,
      secondFactorSince: accounts.secondFactorSince,
    })
    .from(accounts)
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(eq(accounts.id, accountId));
  if (!account) throw notFound();
  const giver = aliasedTable(accounts, "giver");
  const roles = await context.db
    .select({
      role: accountRoles.role,
      grantedAt: accountRoles.grantedAt,
      grantedBy: sql<string | null>`${people.givenName} || ' ' || ${people.familyName}`,
    })
    .from(accountRoles)
    .leftJoin(giver, eq(giver.id, accountRoles.grantedBy))
    .leftJoin(people, eq(people.id, giver.personId))
    .where(eq(accountRoles.accountId, accountId))
    .orderBy(desc(accountRoles.grantedAt), asc(accountRoles.role));
  const [open] = await context.db
    .select({ rows: count() })
    .from(signIns)
    .where(and(eq(signIns.accountId, accountId), gt(signIns.expiresAt, context.now)));
  return { ...account, roles, signIns: open?.rows ?? 0, own: account.id === context.actor.accountId };
}

function conditions({ search, role, state }: AccountFilter): SQL[] {
  const found: SQL[] = [];
  for (const part of fold(search).split(" ")) {
    if (!part) continue;
    const like = `%${part.replace(/[\\%_]/g, "\\$&")}%`;
    found.push(sql`(${people.foldedName} like ${like} or lower(${accounts.email}) like ${like})`);
  }
  if (role)
    found.push(sql`exists (select 1 from account_roles r where r.account_id = ${accounts.id} and r.role = ${role})`);
  if (state) found.push(eq(accounts.state, state));
  return found;
}
