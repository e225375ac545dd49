import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction } from "#app/context.server";
import { env } from "#app/env.server";
import type { SealedFile } from "#app/files/sealed-files.server";
import { enqueue } from "#app/jobs/enqueue.server";
import { openDataKey } from "#app/protection/data-keys.server";
import { documents } from "#db/schema/documents";
import type { DocumentKind, FileType } from "#db/vocabulary";
import { type DocumentActor, lockSubject } from "./lock-subject.server";
import { type AddingRefusal, addingRefusal, documentLimits } from "./rules";
import { sealParts } from "./sealed-parts.server";

export interface NewDocument {
  /** The case for a lawyer, the request for everybody else. */
  subjectId: string;
  kind: DocumentKind;
  name: string;
  type: FileType;
  /** Kept in the file store already; a refusal leaves it to the caller to take it out again. */
  file: SealedFile;
}

/** Puts a paper to a request or case; nobody opens it before the scanner has seen it. */
export async function addDocument(
  context: Context<DocumentActor>,
  { subjectId, kind, name, type, file }: NewDocument,
): Promise<{ ok: true; documentId: string } | { ok: false; reason: AddingRefusal | "too_many" }> {
  return inTransaction(context, async (tx) => {
    const subject = await lockSubject(tx, subjectId);
    const { requestId, state, standing, reason } = subject;
    const refusal = addingRefusal(subject.origin, state);
    if (refusal) return { ok: false, reason: refusal };
    const [there] = await tx.db
      .select({
        count: sql<number>`count(*)::int`,
        bytes: sql<number>`coalesce(sum(${documents.bytes}), 0)::float8`,
      })
      .from(documents)
      .where(eq(documents.requestId, requestId));
    if (there && (there.count >= documentLimits.count || there.bytes + file.bytes > documentLimits.bytes))
      return { ok: false, reason: "too_many" };
    const key = await openDataKey(tx, { requestId, state, classes: ["document"], reason, standing });
    const id = randomUUID();
    const scanner = env().clamav;
    await tx.db.insert(documents).values({
      id,
      requestId,
      caseId: subject.caseId,
      kind,
      origin: subject.origin,
      addedBy: subject.accountId,
      addedAt: tx.now,
      ...sealParts(key, { id, requestId }, { name, fileKey: file.key }),
      type,
      bytes: file.bytes,
      fileId: file.id,
      sha256: file.sha256,
      state: scanner ? "quarantined" : "unscanned",
    });
    if (scanner) await enqueue(tx, "scan-documents", {});
    await recordAudit(tx, { action: "add-document", subjectKind: "request", subjectId: requestId });
    return { ok: true, documentId: id };
  });
}
