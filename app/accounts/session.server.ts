import { and, eq, lte, ne } from "drizzle-orm";
import { type Adapter, type DatabaseSession, type DatabaseUser, Lucia, TimeSpan } from "lucia";
import { ownCookie } from "#app/http/own-cookie.server";
import { newToken, tokenHash } from "#app/protection/lookup.server";
import { type Database, database, type Transaction } from "#db/client.server";
import { accountRoles, accounts, signIns } from "#db/schema/accounts";
import { type AccountState, guardedRoles, type Locale, type Role } from "#db/vocabulary";

declare module "lucia" {
  interface Register {
    Lucia: typeof guarded;
    DatabaseSessionAttributes: SignInAttributes;
    DatabaseUserAttributes: AccountAttributes;
  }
}

interface SignInAttributes {
  endsAt: Date;
  secondFactorAt: Date | null;
  browser: string | null;
}

interface AccountAttributes {
  personId: string;
  state: AccountState;
  locale: Locale;
  roles: Role[];
  /** Whether a second factor is set up. */
  hasSecondFactor: boolean;
}

/** What a valid sign-in says about the account. */
export interface SignedIn extends AccountAttributes {
  accountId: string;
  signInId: string;
  /** When the second factor was last given in this sign-in. */
  secondFactorAt: Date | null;
  /** The absolute end. */
  endsAt: Date;
}

const HOUR = 3_600_000;
const key = (token: string) => tokenHash(token).toString("hex");

/** Lucia sees the cookie's token; the table keeps its SHA-256 only. */
function hashingAdapter(db: () => Database | Transaction): Adapter {
  return {
    async getSessionAndUser(token): Promise<[DatabaseSession | null, DatabaseUser | null]> {
      const rows = await db()
        .select({
          expiresAt: signIns.expiresAt,
          endsAt: signIns.endsAt,
          secondFactorAt: signIns.secondFactorAt,
          browser: signIns.browser,
          accountId: accounts.id,
          secondFactorSince: accounts.secondFactorSince,
          personId: accounts.personId,
          state: accounts.state,
          locale: accounts.locale,
          role: accountRoles.role,
        })
        .from(signIns)
        .innerJoin(accounts, eq(accounts.id, signIns.accountId))
        .leftJoin(accountRoles, eq(accountRoles.accountId, accounts.id))
        .where(eq(signIns.id, key(token)));
      const [first] = rows;
      if (!first) return [null, null];
      const roles = rows.flatMap((row) => (row.role ? [row.role] : []));
      const { accountId, personId, state, locale, expiresAt, endsAt, secondFactorAt, browser } = first;
      const hasSecondFactor = first.secondFactorSince !== null;
      return [
        {
          id: token,
          userId: accountId,
          expiresAt: expiresAt < endsAt ? expiresAt : endsAt,
          attributes: { endsAt, secondFactorAt, browser },
        },
        { id: accountId, attributes: { personId, state, locale, roles, hasSecondFactor } },
      ];
    },
    async getUserSessions(userId) {
      const rows = await db().select().from(signIns).where(eq(signIns.accountId, userId));
      return rows.map((row) => ({
        id: row.id,
        userId,
        expiresAt: row.expiresAt,
        attributes: { endsAt: row.endsAt, secondFactorAt: row.secondFactorAt, browser: row.browser },
      }));
    },
    async setSession(session) {
      await db()
        .insert(signIns)
        .values({
          id: key(session.id),
          accountId: session.userId,
          expiresAt: session.expiresAt,
          ...session.attributes,
        });
    },
    async updateSessionExpiration(token, expiresAt) {
      await db()
        .update(signIns)
        .set({ expiresAt })
        .where(eq(signIns.id, key(token)));
    },
    async deleteSession(token) {
      await db()
        .delete(signIns)
        .where(eq(signIns.id, key(token)));
    },
    async deleteUserSessions(userId) {
      await db().delete(signIns).where(eq(signIns.accountId, userId));
    },
    async deleteExpiredSessions() {
      await db().delete(signIns).where(lte(signIns.expiresAt, new Date()));
    },
  };
}

const getUserAttributes = (attributes: AccountAttributes) => attributes;
const getSessionAttributes = (attributes: SignInAttributes) => attributes;
const guarded = new Lucia(hashingAdapter(database), {
  sessionExpiresIn: new TimeSpan(30, "m"),
  getUserAttributes,
  getSessionAttributes,
});
const trainee = new Lucia(hashingAdapter(database), {
  sessionExpiresIn: new TimeSpan(30, "d"),
  getUserAttributes,
  getSessionAttributes,
});

const luciaFor = (roles: readonly Role[]) => (roles.some((role) => guardedRoles.includes(role)) ? guarded : trainee);

const sessionCookie = () => ownCookie("perkrah");

async function tokenOf(request: Request): Promise<string | null> {
  const value: unknown = await sessionCookie().parse(request.headers.get("Cookie"));
  return typeof value === "string" && /^[\w-]{20,100}$/.test(value) ? value : null;
}

/** The signed-in account of a request, or null; a suspended or closed one is signed in nowhere. */
export async function signedIn(request: Request): Promise<SignedIn | null> {
  const token = await tokenOf(request);
  if (!token) return null;
  const { session, user } = await guarded.validateSession(token);
  if (!session || user.state !== "active") return null;
  const { personId, state, locale, roles, hasSecondFactor } = user;
  const { secondFactorAt, endsAt } = session;
  await stayAwake(token, session, roles);
  const signInId = key(token);
  return { accountId: user.id, signInId, personId, state, locale, roles, hasSecondFactor, secondFactorAt, endsAt };
}

/** Idle time counts from the last page, not from Lucia's half-way mark; written at most once in a fifteenth of it. */
async function stayAwake(
  token: string,
  session: { expiresAt: Date; endsAt: Date },
  roles: readonly Role[],
): Promise<void> {
  const idle = luciaFor(roles) === trainee ? 30 * 24 * HOUR : HOUR / 2;
  const until = Math.min(Date.now() + idle, session.endsAt.getTime());
  if (until - session.expiresAt.getTime() > idle / 15)
    await hashingAdapter(database).updateSessionExpiration(token, new Date(until));
}

/**
 * Begins a sign-in with a new token: 30 minutes idle and 10 hours at most for staff and lawyers, 30 days for trainees.
 * `secondFactorAt` says that the second factor was given (a passkey, the demo's button).
 */
export async function beginSignIn(
  account: { id: string; roles: readonly Role[] },
  browser: string | null,
  now: Date,
  secondFactorAt: Date | null = null,
): Promise<string> {
  const hours = luciaFor(account.roles) === guarded ? 10 : 365 * 24;
  const endsAt = new Date(now.getTime() + hours * HOUR);
  return makeSignIn(account, { endsAt, secondFactorAt, browser: browser?.slice(0, 200) ?? null });
}

/** Goes on under a new token after the second factor was given; the old token is worth nothing from here on. */
export async function renewSignIn(signIn: SignedIn, now: Date): Promise<string> {
  const [old] = await database()
    .delete(signIns)
    .where(eq(signIns.id, signIn.signInId))
    .returning({ endsAt: signIns.endsAt, browser: signIns.browser });
  if (!old) throw new Response(null, { status: 403 });
  return makeSignIn({ id: signIn.accountId, roles: signIn.roles }, { ...old, secondFactorAt: now });
}

async function makeSignIn(
  account: { id: string; roles: readonly Role[] },
  attributes: SignInAttributes,
): Promise<string> {
  const lucia = luciaFor(account.roles);
  const token = newToken();
  await lucia.createSession(account.id, attributes, { sessionId: token });
  return sessionCookie().serialize(token, lucia === trainee ? { maxAge: 30 * 24 * 3600 } : {});
}

/** The header of a new sign-in; it takes the place of the one that this browser had, which is over. */
export async function inPlaceOf(request: Request, cookie: string): Promise<{ "Set-Cookie": string }> {
  await endSignIn(request);
  return { "Set-Cookie": cookie };
}

/** Ends the sign-in of a request; answers with the header that clears the cookie. */
export async function endSignIn(request: Request): Promise<string> {
  const token = await tokenOf(request);
  if (token) await guarded.invalidateSession(token);
  return sessionCookie().serialize("", { maxAge: 0 });
}

/** Ends every sign-in of an account: suspension, new password, closing. */
export async function endAllSignIns(db: Database | Transaction, accountId: string, except?: string): Promise<void> {
  const own = eq(signIns.accountId, accountId);
  await db.delete(signIns).where(except === undefined ? own : and(own, ne(signIns.id, except)));
}
