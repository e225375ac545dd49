import { and, eq, isNotNull } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound } from "#app/context.server";
import { documents } from "#db/schema/documents";
import { lockOwnDocument } from "./lock-own-document.server";
import type { DocumentActor } from "./lock-subject.server";
import { undoUntil } from "./rules";

/** Puts a paper back that was taken back; refuses once its hour is over. Throws the 404 for other people's. */
export async function returnDocument(
  context: Context<DocumentActor>,
  input: { subjectId: string; documentId: string },
): Promise<{ ok: true } | { ok: false; reason: "undo_over" }> {
  return inTransaction(context, async (tx) => {
    const { requestId, withdrawnAt } = await lockOwnDocument(tx, input);
    if (!withdrawnAt) throw notFound();
    if (undoUntil(withdrawnAt) <= tx.now) return { ok: false, reason: "undo_over" };
    await tx.db
      .update(documents)
      .set({ withdrawnAt: null })
      .where(and(eq(documents.id, input.documentId), isNotNull(documents.withdrawnAt)));
    await recordAudit(tx, { action: "return-document", subjectKind: "request", subjectId: requestId });
    return { ok: true };
  });
}
