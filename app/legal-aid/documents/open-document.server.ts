import { and, eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, type Coordinator, inTransaction, type Lawyer, notFound } from "#app/context.server";
import { openDataKey } from "#app/protection/data-keys.server";
import { documents } from "#db/schema/documents";
import type { OpeningReason } from "#db/vocabulary";
import { type LeavingDocument, leavingDocument, unsealedDocument } from "./leaving-document.server";
import { lockSubject } from "./lock-subject.server";
import { visibleTo } from "./queries.server";
import { addingRefusal, mayLeave } from "./rules";

/**
 * Opens one paper for the lawyer of its case, or for the desk with a reason while no lawyer has it. Throws the 404 where
 * it is not theirs, taken back, or not seen by the scanner; refuses one whose bytes are not those that were kept.
 */
export async function openDocument(
  context: Context<Lawyer | Coordinator>,
  input: { subjectId: string; documentId: string; reason: OpeningReason },
): Promise<LeavingDocument> {
  const found = await inTransaction(context, async (tx) => {
    const subject = await lockSubject(tx, input.subjectId);
    if (addingRefusal(subject.origin, subject.state)) throw notFound();
    const { requestId, state, standing } = subject;
    const [document] = await tx.db
      .select()
      .from(documents)
      .where(and(eq(documents.id, input.documentId), await visibleTo(tx, subject)));
    if (!document || !mayLeave(document)) throw notFound();
    const key = await openDataKey(tx, { requestId, state, classes: ["document"], reason: input.reason, standing });
    const { id: subjectId } = document;
    await recordAudit(tx, { action: "download-document", subjectKind: "document", subjectId, reason: input.reason });
    return unsealedDocument(key, document);
  });
  return leavingDocument(found);
}
