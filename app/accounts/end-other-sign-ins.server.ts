import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Member } from "#app/context.server";
import { endAllSignIns } from "./session.server";

/** Signs the account out everywhere but in the browser that asks. */
export async function endOtherSignIns(context: Context<Member>, input: { keep: string }): Promise<void> {
  await inTransaction(context, async (tx) => {
    await endAllSignIns(tx.db, tx.actor.accountId, input.keep);
    await recordAudit(tx, { action: "end-other-sign-ins", subjectKind: "account", subjectId: tx.actor.accountId });
  });
}
