import { eq, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction } from "#app/context.server";
import { limitAttempts } from "#app/protection/rate-limit.server";
import { accountRoles, accounts } from "#db/schema/accounts";
import type { Role } from "#db/vocabulary";
import { noteRefusedTries } from "./note-refused-tries.server";
import { secretFits } from "./passwords.server";
import { homeOf } from "./rules";
import { beginSignIn } from "./session.server";

export type SignInResult = { ok: true; cookie: string; home: string } | { ok: false; reason: "credentials" };

/** Signs somebody in with mail and password; unknown address and wrong password answer alike and as slowly. */
export async function signIn(
  context: Context,
  input: { email: string; password: string; browser: string | null; address: string },
): Promise<SignInResult> {
  await limitAttempts("sign_in_address", input.address);
  // By account and address first: a stranger's wrong tries do not keep the holder out, who comes from elsewhere.
  const note = () => noteRefusedTries(context, input);
  await limitAttempts("sign_in_account_address", `${input.email} ${input.address}`, 1, note);
  await limitAttempts("sign_in_account", input.email, 1, note);
  const account = await accountForSignIn(context, input.email);
  const fits = await secretFits(account?.passwordHash, input.password);
  if (!account || !fits || account.state !== "active") return { ok: false, reason: "credentials" };
  return enter(context, account, input.browser, null);
}

/** Signs in as a demo account, without password; the caller has checked that this is the demo. */
export async function signInDemo(
  context: Context,
  input: { email: string; browser: string | null },
): Promise<SignInResult> {
  const account = await accountForSignIn(context, input.email);
  if (account?.state !== "active") return { ok: false, reason: "credentials" };
  return enter(context, account, input.browser, context.now);
}

/** Begins the sign-in and says so in the log. */
export async function enter(
  context: Context,
  account: { id: string; roles: readonly Role[] },
  browser: string | null,
  secondFactorAt: Date | null,
): Promise<{ ok: true; cookie: string; home: string }> {
  const cookie = await beginSignIn(account, browser, context.now, secondFactorAt);
  await inTransaction(context, (tx) =>
    recordAudit(tx, { action: "sign-in", subjectKind: "account", subjectId: account.id }),
  );
  return { ok: true, cookie, home: homeOf(account.roles) };
}

async function accountForSignIn(context: Context, email: string) {
  const [account] = await context.db
    .select({
      id: accounts.id,
      state: accounts.state,
      passwordHash: accounts.passwordHash,
      roles: sql<
        Role[]
      >`coalesce(array_agg(${accountRoles.role}) filter (where ${accountRoles.role} is not null), '{}')`,
    })
    .from(accounts)
    .leftJoin(accountRoles, eq(accountRoles.accountId, accounts.id))
    .where(eq(sql`lower(${accounts.email})`, email.toLowerCase()))
    .groupBy(accounts.id);
  return account ?? null;
}
