import { isNull } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Member } from "#app/context.server";
import { openAccountKey } from "#app/protection/data-keys.server";
import { authenticatorApps } from "#db/schema/second-factors";
import { newAppSecret, sealAppSecret } from "./authenticator-apps.server";
import { lockOwnAccount } from "./own-account.server";

/** Makes a new secret for an authenticator app; it counts from the first right code on. */
export async function beginAuthenticatorApp(
  context: Context<Member>,
): Promise<{ ok: true } | { ok: false; reason: "has_app" }> {
  return inTransaction(context, async (tx) => {
    const { id } = await lockOwnAccount(tx);
    const secret = sealAppSecret(await openAccountKey(tx, id), id, newAppSecret());
    const made = await tx.db
      .insert(authenticatorApps)
      .values({ accountId: id, secret, createdAt: tx.now })
      .onConflictDoUpdate({
        target: authenticatorApps.accountId,
        set: { secret, createdAt: tx.now, lastStep: 0 },
        setWhere: isNull(authenticatorApps.confirmedAt),
      })
      .returning({ accountId: authenticatorApps.accountId });
    if (made.length === 0) return { ok: false, reason: "has_app" };
    await recordAudit(tx, { action: "begin-authenticator-app", subjectKind: "account", subjectId: id });
    return { ok: true };
  });
}
