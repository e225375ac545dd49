import { and, eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Administrator, type Context, inTransaction, notFound } from "#app/context.server";
import { lawChanges } from "#db/schema/law-changes";
import { minimumWages } from "#db/schema/reference";
import { keepReason } from "./keep-reason.server";

/** Takes back a minimum wage that was added by hand; the 404 for rows that came with the program. What was it stays on record. */
export async function removeWage(context: Context<Administrator>, code: string): Promise<void> {
  await inTransaction(context, async (tx) => {
    const [added] = await tx.db
      .select({ reason: lawChanges.reason })
      .from(lawChanges)
      .where(and(eq(lawChanges.kind, "wage_added"), eq(lawChanges.subject, code)))
      .limit(1);
    if (!added) throw notFound();
    const gone = await tx.db.delete(minimumWages).where(eq(minimumWages.code, code)).returning();
    if (gone.length === 0) throw notFound();
    await keepReason(tx, "wage_removed", code, added.reason);
    await recordAudit(tx, { action: "remove-wage", subjectKind: "law", reason: code });
  });
}
