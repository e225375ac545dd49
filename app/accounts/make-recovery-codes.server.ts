import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Member } from "#app/context.server";
import { openAccountKey } from "#app/protection/data-keys.server";
import { newCode } from "#app/protection/lookup.server";
import { recoveryCodes } from "#db/schema/second-factors";
import { lockOwnAccount } from "./own-account.server";
import { recoveryCodeHash } from "./recovery-codes.server";

const CODES = 10;
/** 113 bits: a hash of it needs no slowness, whoever holds table and key guesses none. */
const LENGTH = 25;

/** Makes ten new recovery codes, shown this once; the earlier ones are worth nothing from here on. */
export async function makeRecoveryCodes(
  context: Context<Member>,
): Promise<{ ok: true; codes: string[] } | { ok: false; reason: "no_second_factor" }> {
  return inTransaction(context, async (tx) => {
    const { id, secondFactorSince } = await lockOwnAccount(tx);
    if (!secondFactorSince) return { ok: false, reason: "no_second_factor" };
    const key = await openAccountKey(tx, id);
    const codes = Array.from({ length: CODES }, () => newCode(LENGTH));
    await tx.db.delete(recoveryCodes).where(eq(recoveryCodes.accountId, id));
    await tx.db
      .insert(recoveryCodes)
      .values(codes.map((code) => ({ accountId: id, codeHash: recoveryCodeHash(key, code), createdAt: tx.now })));
    await recordAudit(tx, { action: "make-recovery-codes", subjectKind: "account", subjectId: id, count: CODES });
    return { ok: true, codes: codes.map((code) => code.replace(/(.{5})(?=.)/g, "$1-")) };
  });
}
