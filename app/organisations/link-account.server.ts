import { eq } from "drizzle-orm";
import { lockAccount } from "#app/accounts/lock-account.server";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Administrator, type Context, inTransaction, notFound } from "#app/context.server";
import { organisationMembers, organisations } from "#db/schema/organisations";

/** Says for which organisation an account acts (null: for none); 404 for an account or organisation that does not exist. */
export async function linkAccount(
  context: Context<Administrator>,
  { accountId, organisationId }: { accountId: string; organisationId: string | null },
): Promise<void> {
  await inTransaction(context, async (tx) => {
    await lockAccount(tx, accountId);
    await tx.db.delete(organisationMembers).where(eq(organisationMembers.accountId, accountId));
    if (organisationId) {
      const [known] = await tx.db
        .select({ id: organisations.id })
        .from(organisations)
        .where(eq(organisations.id, organisationId));
      if (!known) throw notFound();
      await tx.db.insert(organisationMembers).values({ accountId, organisationId });
    }
    await recordAudit(tx, { action: "link-account", subjectKind: "account", subjectId: accountId });
  });
}
