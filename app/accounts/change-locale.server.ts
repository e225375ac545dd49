import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Member } from "#app/context.server";
import { accounts } from "#db/schema/accounts";
import type { Locale } from "#db/vocabulary";

/** Changes the language in which somebody gets mail. */
export async function changeLocale(context: Context<Member>, input: { locale: Locale }): Promise<void> {
  await inTransaction(context, async (tx) => {
    await tx.db.update(accounts).set({ locale: input.locale }).where(eq(accounts.id, tx.actor.accountId));
    await recordAudit(tx, { action: "change-locale", subjectKind: "account", subjectId: tx.actor.accountId });
  });
}
