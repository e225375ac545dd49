import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { and, eq, gt, isNull, lt } from "drizzle-orm";
import type { Context, Member } from "#app/context.server";
import { env } from "#app/env.server";
import { passkeyChallenges, passkeys } from "#db/schema/second-factors";

const LIFE_MS = 5 * 60_000;
/** Ed25519, ES256, RS256: what devices have; the library would also try what Node calls experimental. */
const algorithms = [-8, -7, -257];

type Purpose = "sign_in" | "confirm" | "register";

/** What the browser asks a device to sign, for signing in (nobody is known yet) or as the second factor of an account. */
export async function optionsToSign(context: Context, accountId: string | null) {
  const own = accountId
    ? await context.db
        .select({ id: passkeys.credentialId, transports: passkeys.transports })
        .from(passkeys)
        .where(eq(passkeys.accountId, accountId))
    : [];
  const options = await generateAuthenticationOptions({
    rpID: relyingParty(),
    timeout: LIFE_MS,
    // Alone it stands for both factors; beside a password the touch is enough.
    userVerification: accountId ? "preferred" : "required",
    allowCredentials: own.map(({ id, transports }) => ({ id, transports: transports as AuthenticatorTransport[] })),
  });
  await keepChallenge(context, options.challenge, accountId ? "confirm" : "sign_in", accountId);
  return options;
}

/** What the browser asks a device for when a new passkey is made. */
export async function optionsToRegister(context: Context<Member>, account: { email: string; name: string }) {
  const { accountId } = context.actor;
  const own = await context.db
    .select({ id: passkeys.credentialId })
    .from(passkeys)
    .where(eq(passkeys.accountId, accountId));
  const options = await generateRegistrationOptions({
    rpName: "Përkrah",
    rpID: relyingParty(),
    userID: new Uint8Array(Buffer.from(accountId.replaceAll("-", ""), "hex")),
    userName: account.email,
    userDisplayName: account.name,
    timeout: LIFE_MS,
    attestationType: "none",
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: own,
    authenticatorSelection: { residentKey: "preferred", userVerification: "preferred" },
  });
  await keepChallenge(context, options.challenge, "register", accountId);
  return options;
}

/** The account whose passkey signed, or null. The challenge is used up, the device's counter must have moved on. */
export async function signedBy(
  context: Context,
  response: AuthenticationResponseJSON,
  accountId: string | null,
): Promise<string | null> {
  const [passkey] = await context.db
    .select()
    .from(passkeys)
    .where(
      accountId
        ? and(eq(passkeys.credentialId, response.id), eq(passkeys.accountId, accountId))
        : eq(passkeys.credentialId, response.id),
    );
  const purpose: Purpose = accountId ? "confirm" : "sign_in";
  if (!passkey) return null;
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: (challenge) => useChallenge(context, challenge, purpose, accountId),
    expectedOrigin: env().address,
    expectedRPID: relyingParty(),
    requireUserVerification: accountId === null,
    credential: {
      id: passkey.credentialId,
      publicKey: new Uint8Array(passkey.publicKey),
      counter: passkey.counter,
      transports: passkey.transports,
    },
  }).catch(() => null);
  if (!verified?.verified) return null;
  const { newCounter } = verified.authenticationInfo;
  const counted = newCounter === 0 ? eq(passkeys.counter, 0) : lt(passkeys.counter, newCounter);
  const used = await context.db
    .update(passkeys)
    .set({ counter: newCounter, lastUsedAt: context.now })
    .where(and(eq(passkeys.id, passkey.id), counted))
    .returning({ accountId: passkeys.accountId });
  return used[0]?.accountId ?? null;
}

/** What a device's answer says about its new passkey, or null where it does not hold. */
export async function newPasskey(context: Context<Member>, response: RegistrationResponseJSON) {
  const { accountId } = context.actor;
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: (challenge) => useChallenge(context, challenge, "register", accountId),
    expectedOrigin: env().address,
    expectedRPID: relyingParty(),
    requireUserVerification: false,
    supportedAlgorithmIDs: algorithms,
  }).catch(() => null);
  if (!verified?.verified) return null;
  const { credential, credentialBackedUp } = verified.registrationInfo;
  return {
    accountId,
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: credential.transports ?? [],
    backedUp: credentialBackedUp,
  };
}

/** A passkey belongs to a name: our own. An address of digits (127.0.0.1) can have none. */
function relyingParty(): string {
  return new URL(env().address).hostname;
}

async function keepChallenge(
  context: Context,
  challenge: string,
  purpose: Purpose,
  accountId: string | null,
): Promise<void> {
  const expiresAt = new Date(context.now.getTime() + LIFE_MS);
  await context.db.insert(passkeyChallenges).values({ challenge, purpose, accountId, expiresAt });
}

async function useChallenge(
  context: Context,
  challenge: string,
  purpose: Purpose,
  accountId: string | null,
): Promise<boolean> {
  const whose = accountId ? eq(passkeyChallenges.accountId, accountId) : isNull(passkeyChallenges.accountId);
  const used = await context.db
    .delete(passkeyChallenges)
    .where(
      and(
        eq(passkeyChallenges.challenge, challenge),
        eq(passkeyChallenges.purpose, purpose),
        whose,
        gt(passkeyChallenges.expiresAt, context.now),
      ),
    )
    .returning({ challenge: passkeyChallenges.challenge });
  return used.length === 1;
}
