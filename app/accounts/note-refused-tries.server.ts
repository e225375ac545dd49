import { eq, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction } from "#app/context.server";
import { accounts } from "#db/schema/accounts";

/**
 * Notes that too many wrong passwords were tried, once for each quarter of an hour in which it came to that. An address
 * that nobody has gets its row too, which names nobody: the refusal takes the same time.
 */
export async function noteRefusedTries(context: Context, { email }: { email: string }): Promise<void> {
  await inTransaction(context, async (tx) => {
    const [account] = await tx.db
      .select({ id: accounts.id })
      .from(accounts)
      .where(eq(sql`lower(${accounts.email})`, email.toLowerCase()));
    await recordAudit(tx, {
      action: "refuse-sign-ins",
      subjectKind: "account",
      subjectId: account?.id ?? null,
    });
  });
}
