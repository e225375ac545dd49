import { isDeepStrictEqual } from "node:util";
import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Administrator, type Context, inTransaction, notFound } from "#app/context.server";
import { settings } from "#db/schema/reference";
import { settingChanges } from "#db/schema/setting-changes";
import type { ChangeableSetting } from "./setting-rules";

export interface SettingChange {
  key: ChangeableSetting;
  value: unknown;
  /** The administrator's sentence, kept beside the value; null for the way back to the default. */
  reason: string | null;
}

/** Changes a setting from now on; what it was stays on record. Refused where the value stands already. */
export async function changeSetting(
  context: Context<Administrator>,
  { key, value, reason }: SettingChange,
): Promise<{ ok: true } | { ok: false; reason: "same_value" }> {
  return inTransaction(context, async (tx) => {
    const own = eq(settings.key, key);
    const [setting] = await tx.db.select({ value: settings.value }).from(settings).where(own).for("update");
    if (!setting) throw notFound();
    if (isDeepStrictEqual(setting.value, value)) return { ok: false, reason: "same_value" };
    await tx.db.update(settings).set({ value }).where(own);
    await tx.db.insert(settingChanges).values({
      key,
      valueBefore: setting.value,
      valueAfter: value,
      reason,
      changedBy: tx.actor.accountId,
      changedAt: tx.now,
    });
    const action = reason === null ? "reset-setting" : "change-setting";
    await recordAudit(tx, { action, subjectKind: "setting", reason: key });
    return { ok: true };
  });
}
