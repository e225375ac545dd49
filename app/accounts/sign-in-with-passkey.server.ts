import type { AuthenticationResponseJSON } from "@simplewebauthn/server";
import { eq } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { limitAttempts } from "#app/protection/rate-limit.server";
import { accountRoles, accounts } from "#db/schema/accounts";
import { signedBy } from "./passkeys.server";
import { enter } from "./sign-in.server";

/** Signs somebody in with a passkey alone: the device has asked for finger, face or PIN, so both factors are given. */
export async function signInWithPasskey(
  context: Context,
  input: { response: AuthenticationResponseJSON; browser: string | null; address: string },
): Promise<{ ok: true; cookie: string; home: string } | { ok: false; reason: "passkey_refused" }> {
  await limitAttempts("sign_in_address", input.address);
  const accountId = await signedBy(context, input.response, null);
  if (!accountId) return { ok: false, reason: "passkey_refused" };
  const rows = await context.db
    .select({ state: accounts.state, role: accountRoles.role })
    .from(accounts)
    .leftJoin(accountRoles, eq(accountRoles.accountId, accounts.id))
    .where(eq(accounts.id, accountId));
  if (rows[0]?.state !== "active") return { ok: false, reason: "passkey_refused" };
  const roles = rows.flatMap(({ role }) => (role ? [role] : []));
  return enter(context, { id: accountId, roles }, input.browser, context.now);
}
