import { inArray, lt } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type System } from "#app/context.server";
import { removeSealedFile } from "#app/files/sealed-files.server";
import { documents, removedFiles } from "#db/schema/documents";
import { UNDO_MINUTES } from "./rules";

/**
 * Destroys papers that were taken back an hour ago and takes the bytes of every row that is gone off the disk. Safe to
 * repeat and to break off anywhere.
 */
export async function clearDocuments(context: Context<System>): Promise<void> {
  await inTransaction(context, async (tx) => {
    const before = new Date(tx.now.getTime() - UNDO_MINUTES * 60_000);
    const gone = await tx.db.delete(documents).where(lt(documents.withdrawnAt, before)).returning({ id: documents.id });
    for (const { id } of gone)
      await recordAudit(tx, { action: "destroy-document", subjectKind: "document", subjectId: id });
  });
  await removeBytes(context);
}

/** First the bytes, then the note of them: after a kill in between the next run finds the note and no bytes. */
async function removeBytes(context: Context<System>): Promise<void> {
  const noted = await inTransaction(context, (tx) => tx.db.select({ id: removedFiles.fileId }).from(removedFiles));
  for (const { id } of noted) await removeSealedFile(id);
  const ids = noted.map(({ id }) => id);
  if (ids.length > 0)
    await inTransaction(context, (tx) => tx.db.delete(removedFiles).where(inArray(removedFiles.fileId, ids)));
}
