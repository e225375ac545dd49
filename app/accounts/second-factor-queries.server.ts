import { and, asc, count, eq, isNull } from "drizzle-orm";
import { type Context, inTransaction, type Member } from "#app/context.server";
import { openAccountKey } from "#app/protection/data-keys.server";
import { accounts } from "#db/schema/accounts";
import { authenticatorApps, passkeys, recoveryCodes } from "#db/schema/second-factors";
import { openAppSecret, setUpAddress } from "./authenticator-apps.server";
import { lockOwnAccount } from "./own-account.server";

/** What the own account has set up: passkeys, the app, and how many recovery codes are left. */
export async function ownSecondFactors(context: Context<Member>) {
  const { accountId } = context.actor;
  return inTransaction(context, async (tx) => {
    const keys = await tx.db
      .select({
        id: passkeys.id,
        label: passkeys.label,
        createdAt: passkeys.createdAt,
        lastUsedAt: passkeys.lastUsedAt,
      })
      .from(passkeys)
      .where(eq(passkeys.accountId, accountId))
      .orderBy(asc(passkeys.createdAt));
    const [app] = await tx.db
      .select({ confirmedAt: authenticatorApps.confirmedAt })
      .from(authenticatorApps)
      .where(eq(authenticatorApps.accountId, accountId));
    const [codes] = await tx.db
      .select({ left: count() })
      .from(recoveryCodes)
      .where(and(eq(recoveryCodes.accountId, accountId), isNull(recoveryCodes.usedAt)));
    return { passkeys: keys, appSince: app?.confirmedAt ?? null, codesLeft: codes?.left ?? 0 };
  });
}

/** Which ways an account has to give its second factor: for the page that asks. */
export async function ownWays(context: Context<Member>): Promise<{ passkey: boolean; code: boolean }> {
  const { passkeys: keys, appSince, codesLeft } = await ownSecondFactors(context);
  return { passkey: keys.length > 0, code: appSince !== null || codesLeft > 0 };
}

/** The secret of an app that is being set up, as text and as the address its QR code holds; null where none is. */
export async function secretToSetUp(context: Context<Member>): Promise<{ secret: string; address: string } | null> {
  return inTransaction(context, async (tx) => {
    const { id, email } = await lockOwnAccount(tx);
    const [app] = await tx.db
      .select({ secret: authenticatorApps.secret })
      .from(authenticatorApps)
      .where(and(eq(authenticatorApps.accountId, id), isNull(authenticatorApps.confirmedAt)));
    if (!app) return null;
    const secret = openAppSecret(await openAccountKey(tx, id), id, app.secret);
    return { secret: secret.replace(/(.{4})(?=.)/g, "$1 "), address: setUpAddress(secret, email) };
  });
}

/** Whether an account has a second factor, for the length that its password needs. */
export async function hasSecondFactor(context: Context, accountId: string): Promise<boolean> {
  const [row] = await context.db
    .select({ since: accounts.secondFactorSince })
    .from(accounts)
    .where(eq(accounts.id, accountId));
  return Boolean(row?.since);
}
