import { and, eq, gt, isNotNull, isNull, lt, or } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Member } from "#app/context.server";
import { openAccountKey } from "#app/protection/data-keys.server";
import { limitAttempts } from "#app/protection/rate-limit.server";
import { accounts } from "#db/schema/accounts";
import { authenticatorApps, recoveryCodes } from "#db/schema/second-factors";
import { openAppSecret, stepOfCode } from "./authenticator-apps.server";
import { lockOwnAccount } from "./own-account.server";
import { recoveryCodeHash } from "./recovery-codes.server";
import { isAppCode } from "./rules";
import { tellFactorChanged } from "./tell-factor-changed.server";

const STEPS_OF_TWO_DAYS = (2 * 24 * 3600) / 30;

export type CodeResult = { ok: true } | { ok: false; reason: "second_factor_code" };

/**
 * Takes the six digits of the app, or a recovery code. A step is taken once and never one before it; a recovery code
 * once, however many try at the same moment. Throws the 429 after ten tries in fifteen minutes.
 */
export async function giveCode(context: Context<Member>, input: { code: string }): Promise<CodeResult> {
  await limitAttempts("second_factor", context.actor.accountId);
  return inTransaction(context, async (tx) => {
    const { id } = await lockOwnAccount(tx);
    const key = await openAccountKey(tx, id);
    const typed = input.code.replace(/[\s-]/g, "");
    const fits = isAppCode(typed)
      ? await takeStep(tx, key, typed, "confirmed")
      : await takeRecoveryCode(tx, key, typed);
    const action = fits ? "give-second-factor" : "refuse-second-factor";
    await recordAudit(tx, { action, subjectKind: "account", subjectId: id });
    return fits ? { ok: true } : { ok: false, reason: "second_factor_code" };
  });
}

/** The first right code makes an app count; it is a given second factor, too. */
export async function confirmAuthenticatorApp(context: Context<Member>, input: { code: string }): Promise<CodeResult> {
  await limitAttempts("second_factor", context.actor.accountId);
  return inTransaction(context, async (tx) => {
    const { id, secondFactorSince } = await lockOwnAccount(tx);
    const key = await openAccountKey(tx, id);
    const typed = input.code.replace(/[\s-]/g, "");
    const fits = isAppCode(typed) && (await takeStep(tx, key, typed, "unconfirmed"));
    if (fits) {
      await tx.db.update(authenticatorApps).set({ confirmedAt: tx.now }).where(eq(authenticatorApps.accountId, id));
      await tx.db
        .update(accounts)
        .set({ secondFactorSince: secondFactorSince ?? tx.now })
        .where(eq(accounts.id, id));
      await tellFactorChanged(tx, id);
    }
    const action = fits ? "confirm-authenticator-app" : "refuse-second-factor";
    await recordAudit(tx, { action, subjectKind: "account", subjectId: id });
    return fits ? { ok: true } : { ok: false, reason: "second_factor_code" };
  });
}

async function takeStep(
  tx: Context<Member>,
  key: Buffer,
  code: string,
  which: "confirmed" | "unconfirmed",
): Promise<boolean> {
  const { accountId } = tx.actor;
  const wanted =
    which === "confirmed" ? isNotNull(authenticatorApps.confirmedAt) : isNull(authenticatorApps.confirmedAt);
  const [app] = await tx.db
    .select({ secret: authenticatorApps.secret })
    .from(authenticatorApps)
    .where(and(eq(authenticatorApps.accountId, accountId), wanted));
  const step = app ? stepOfCode(openAppSecret(key, accountId, app.secret), code, tx.now) : null;
  if (step === null) return false;
  const taken = await tx.db
    .update(authenticatorApps)
    .set({ lastStep: step })
    .where(
      and(
        eq(authenticatorApps.accountId, accountId),
        wanted,
        // A step of the day after tomorrow was taken under a clock that went wrong, and would refuse until then.
        or(lt(authenticatorApps.lastStep, step), gt(authenticatorApps.lastStep, step + STEPS_OF_TWO_DAYS)),
      ),
    )
    .returning({ accountId: authenticatorApps.accountId });
  return taken.length === 1;
}

async function takeRecoveryCode(tx: Context<Member>, key: Buffer, typed: string): Promise<boolean> {
  const used = await tx.db
    .update(recoveryCodes)
    .set({ usedAt: tx.now })
    .where(
      and(
        eq(recoveryCodes.accountId, tx.actor.accountId),
        eq(recoveryCodes.codeHash, recoveryCodeHash(key, typed)),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ id: recoveryCodes.id });
  return used.length === 1;
}
