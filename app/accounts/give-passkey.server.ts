import type { AuthenticationResponseJSON } from "@simplewebauthn/server";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Member } from "#app/context.server";
import { limitAttempts } from "#app/protection/rate-limit.server";
import { signedBy } from "./passkeys.server";

/** Takes a passkey as the second factor of the account that is signed in. Throws the 429 after too many tries. */
export async function givePasskey(
  context: Context<Member>,
  input: { response: AuthenticationResponseJSON },
): Promise<{ ok: true } | { ok: false; reason: "passkey_refused" }> {
  const { accountId } = context.actor;
  await limitAttempts("second_factor", accountId);
  const fits = (await signedBy(context, input.response, accountId)) !== null;
  await inTransaction(context, (tx) =>
    recordAudit(tx, {
      action: fits ? "give-second-factor" : "refuse-second-factor",
      subjectKind: "account",
      subjectId: accountId,
    }),
  );
  return fits ? { ok: true } : { ok: false, reason: "passkey_refused" };
}
