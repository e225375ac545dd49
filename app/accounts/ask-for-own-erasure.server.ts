import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Member } from "#app/context.server";
import { erasures } from "#db/schema/erasures";
import { lockOwnAccount } from "./own-account.server";

/** Asks that the own account, contact and name be erased; the data-protection officer decides. Asked once at a time. */
export async function askForOwnErasure(
  context: Context<Member>,
): Promise<{ ok: true } | { ok: false; reason: "erasure_asked" }> {
  return inTransaction(context, async (tx) => {
    await lockOwnAccount(tx);
    const { personId } = tx.actor;
    const [asked] = await tx.db
      .insert(erasures)
      .values({ subjectKind: "person", subjectId: personId, source: "account", askedAt: tx.now })
      .onConflictDoNothing()
      .returning({ id: erasures.id });
    if (!asked) return { ok: false, reason: "erasure_asked" };
    await recordAudit(tx, { action: "ask-for-erasure", subjectKind: "person", subjectId: personId });
    return { ok: true };
  });
}
