import { and, eq, isNull } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound } from "#app/context.server";
import { documents } from "#db/schema/documents";
import { lockOwnDocument } from "./lock-own-document.server";
import type { DocumentActor } from "./lock-subject.server";

/** Takes an own paper back: from now on nobody opens it, and after an hour it is destroyed. Throws the 404 for others. */
export async function withdrawDocument(
  context: Context<DocumentActor>,
  input: { subjectId: string; documentId: string },
): Promise<{ ok: true }> {
  return inTransaction(context, async (tx) => {
    const { requestId } = await lockOwnDocument(tx, input);
    const changed = await tx.db
      .update(documents)
      .set({ withdrawnAt: tx.now })
      .where(and(eq(documents.id, input.documentId), isNull(documents.withdrawnAt)))
      .returning({ id: documents.id });
    if (changed.length === 0) throw notFound();
    await recordAudit(tx, { action: "withdraw-document", subjectKind: "request", subjectId: requestId });
    return { ok: true };
  });
}
