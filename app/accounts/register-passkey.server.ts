import type { RegistrationResponseJSON } from "@simplewebauthn/server";
import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Member } from "#app/context.server";
import { accounts } from "#db/schema/accounts";
import { passkeys } from "#db/schema/second-factors";
import { lockOwnAccount } from "./own-account.server";
import { newPasskey } from "./passkeys.server";
import { tellFactorChanged } from "./tell-factor-changed.server";

const PASSKEYS = 20;

/** Keeps the public half of a new passkey (20 at most); it is a given second factor, too. */
export async function registerPasskey(
  context: Context<Member>,
  input: { response: RegistrationResponseJSON; label: string },
): Promise<{ ok: true } | { ok: false; reason: "passkey_refused" | "passkey_known" | "passkeys_too_many" }> {
  const made = await newPasskey(context, input.response);
  if (!made) return { ok: false, reason: "passkey_refused" };
  return inTransaction(context, async (tx) => {
    const { id, secondFactorSince } = await lockOwnAccount(tx);
    const own = await tx.db.select({ id: passkeys.id }).from(passkeys).where(eq(passkeys.accountId, id));
    if (own.length >= PASSKEYS) return { ok: false, reason: "passkeys_too_many" };
    const kept = await tx.db
      .insert(passkeys)
      .values({ ...made, label: input.label, createdAt: tx.now })
      .onConflictDoNothing()
      .returning({ id: passkeys.id });
    if (kept.length === 0) return { ok: false, reason: "passkey_known" };
    await tx.db
      .update(accounts)
      .set({ secondFactorSince: secondFactorSince ?? tx.now })
      .where(eq(accounts.id, id));
    await tellFactorChanged(tx, id);
    await recordAudit(tx, { action: "register-passkey", subjectKind: "account", subjectId: id });
    return { ok: true };
  });
}
