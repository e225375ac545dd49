import { and, eq, inArray, isNull, lte, or } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type System } from "#app/context.server";
import { env } from "#app/env.server";
import { type ScannerAddress, scannerAnswers, scanStream, type Verdict } from "#app/files/scanner.server";
import { readSealedFile } from "#app/files/sealed-files.server";
import { alertDesk } from "#app/legal-aid/aid-requests/alert-desk.server";
import { describeFailure, logger } from "#app/operations/logger.server";
import { openDataKey } from "#app/protection/data-keys.server";
import { aidRequests } from "#db/schema/aid-requests";
import { documents } from "#db/schema/documents";
import { nextScanAt } from "./rules";
import { openFileKey } from "./sealed-parts.server";

const AT_ONCE = 20;
const waiting = inArray(documents.state, ["quarantined", "unscanned"]);

/**
 * Lets the scanner see every paper that waits for it, also those that came while there was none. What it calls infected
 * is destroyed and the desk is called; what it could not look at stays in quarantine and is tried again later. Throws
 * where the scanner does not answer at all: then nothing has been opened.
 */
export async function scanDocuments(context: Context<System>): Promise<{ scanned: number }> {
  const scanner = env().clamav;
  if (!scanner) return { scanned: 0 };
  let scanned = 0;
  // What fails is due later, so that this ends.
  for (let due = await dueDocuments(context); due.length > 0; due = await dueDocuments(context)) {
    if (!(await scannerAnswers(scanner))) throw new Error("the virus scanner does not answer");
    for (const id of due) await scanOne(context, scanner, id);
    scanned += due.length;
  }
  return { scanned };
}

async function dueDocuments(context: Context<System>): Promise<string[]> {
  const rows = await inTransaction(context, (tx) =>
    tx.db
      .select({ id: documents.id })
      .from(documents)
      .where(
        and(
          waiting,
          isNull(documents.withdrawnAt),
          or(isNull(documents.nextScanAt), lte(documents.nextScanAt, tx.now)),
        ),
      )
      .orderBy(documents.addedAt)
      .limit(AT_ONCE),
  );
  return rows.map(({ id }) => id);
}

/** One that cannot be read or looked at holds nobody else up. */
async function scanOne(context: Context<System>, scanner: ScannerAddress, documentId: string): Promise<void> {
  let verdict: Verdict | null = null;
  try {
    const file = await openedFile(context, documentId);
    if (!file) return;
    // Outside of any transaction: a scan takes its time.
    verdict = await scanStream(scanner, readSealedFile(file, file.requestId));
  } catch (failure) {
    logger().warn({ queue: "scan-documents", documentId, ...describeFailure(failure) }, "not scanned");
  }
  await noteVerdict(context, documentId, verdict);
}

function openedFile(context: Context<System>, documentId: string) {
  return inTransaction(context, async (tx) => {
    const [document] = await tx.db
      .select({
        id: documents.id,
        requestId: documents.requestId,
        fileId: documents.fileId,
        fileKey: documents.fileKey,
        state: aidRequests.state,
      })
      .from(documents)
      .innerJoin(aidRequests, eq(aidRequests.id, documents.requestId))
      .where(and(eq(documents.id, documentId), waiting));
    if (!document) return null;
    const { requestId, state } = document;
    const key = await openDataKey(tx, { requestId, state, classes: ["document"], reason: "scan" });
    return { id: document.fileId, key: openFileKey(key, document), requestId };
  });
}

function noteVerdict(context: Context<System>, documentId: string, verdict: Verdict | null): Promise<void> {
  return inTransaction(context, async (tx) => {
    const [row] = await tx.db
      .select({ requestId: documents.requestId, scans: documents.scans })
      .from(documents)
      .where(and(eq(documents.id, documentId), waiting))
      .for("update");
    if (!row) return;
    const scans = row.scans + 1;
    const state = verdict === null ? "quarantined" : verdict.clean ? "clean" : "infected";
    await tx.db
      .update(documents)
      .set({
        state,
        scans: Math.min(scans, 32_767),
        scannedAt: tx.now,
        nextScanAt: verdict === null ? nextScanAt(scans, tx.now) : null,
        finding: verdict && !verdict.clean ? verdict.finding : null,
      })
      .where(eq(documents.id, documentId));
    // Its bytes go with the next `clear-documents`: a trigger has noted them.
    if (state === "infected") await alertDesk(tx, row.requestId, `infected:${documentId}`);
    await recordAudit(tx, { action: "scan-document", subjectKind: "document", subjectId: documentId, reason: state });
  });
}
