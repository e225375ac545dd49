import { and, eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Member, notFound } from "#app/context.server";
import { signIns } from "#db/schema/accounts";

/** Ends one of the own sign-ins, named by its hash; the 404 where it is not the account's own or has ended. */
export async function endOwnSignIn(context: Context<Member>, input: { signInId: string }): Promise<void> {
  await inTransaction(context, async (tx) => {
    const ended = await tx.db
      .delete(signIns)
      .where(and(eq(signIns.id, input.signInId), eq(signIns.accountId, tx.actor.accountId)))
      .returning({ id: signIns.id });
    if (ended.length === 0) throw notFound();
    await recordAudit(tx, { action: "end-own-sign-in", subjectKind: "account", subjectId: tx.actor.accountId });
  });
}
