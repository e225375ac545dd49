import type { Administrator, Context } from "#app/context.server";
import { lawChanges } from "#db/schema/law-changes";
import type { LawChange } from "#db/vocabulary";

/** Keeps the administrator's sentence about a change of the law tables, in the change's own transaction. */
export async function keepReason(
  tx: Context<Administrator>,
  kind: LawChange,
  subject: string,
  reason: string,
): Promise<void> {
  await tx.db.insert(lawChanges).values({ kind, subject, reason, changedBy: tx.actor.accountId, changedAt: tx.now });
}
