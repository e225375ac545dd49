import { and, eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, type DataProtectionOfficer, inTransaction, notFound } from "#app/context.server";
import {
  type LeavingDocument,
  leavingDocument,
  unsealedDocument,
} from "#app/legal-aid/documents/leaving-document.server";
import { mayLeave } from "#app/legal-aid/documents/rules";
import { openDataKey } from "#app/protection/data-keys.server";
import { aidRequests } from "#db/schema/aid-requests";
import { documents } from "#db/schema/documents";
import { lockBreakGlass } from "./lock-break-glass.server";
import { stageOf } from "./rules";

/**
 * Opens one paper of the request that an own break-glass runs for, on record with the reason that was approved. Refuses
 * when the hour is over; throws the 404 for those of others, of other requests, and for papers that nobody may have.
 */
export async function openDocumentByBreakGlass(
  context: Context<DataProtectionOfficer>,
  { id, documentId }: { id: string; documentId: string },
): Promise<LeavingDocument | { ok: false; reason: "break_glass_over" }> {
  const found = await inTransaction(context, async (tx) => {
    const running = await lockBreakGlass(tx, id);
    if (running.askedBy !== tx.actor.accountId) throw notFound();
    if (stageOf(running, tx.now) !== "open") return null;
    const { requestId, reason } = running;
    const [row] = await tx.db
      .select({ document: documents, state: aidRequests.state })
      .from(documents)
      .innerJoin(aidRequests, eq(aidRequests.id, documents.requestId))
      .where(and(eq(documents.id, documentId), eq(documents.requestId, requestId)));
    if (!row || !mayLeave(row.document)) throw notFound();
    const { document, state } = row;
    const key = await openDataKey(tx, {
      ...{ requestId, state, classes: ["document"], reason },
      standing: "break_glass",
    });
    await recordAudit(tx, { action: "download-document", subjectKind: "document", subjectId: documentId, reason });
    return unsealedDocument(key, document);
  });
  return found ? leavingDocument(found) : { ok: false, reason: "break_glass_over" };
}
