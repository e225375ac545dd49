import { downloadName } from "#app/files/file-types";
import { isSealedFileWhole, readSealedFile } from "#app/files/sealed-files.server";
import type { documents } from "#db/schema/documents";
import type { FileType } from "#db/vocabulary";
import { openFileKey, openName } from "./sealed-parts.server";

export interface OpenedDocument {
  name: string;
  type: FileType;
  bytes: number;
  content: AsyncGenerator<Buffer>;
}

export type LeavingDocument = { ok: true; document: OpenedDocument } | { ok: false; reason: "file_damaged" };

/** What is needed to read a paper after the transaction in which it was opened. */
export function unsealedDocument(key: Buffer, row: typeof documents.$inferSelect) {
  const { fileId, sha256, requestId, type, bytes } = row;
  const file = { id: fileId, key: openFileKey(key, row) };
  return { file, sha256, requestId, name: downloadName(openName(key, row), type), type, bytes };
}

/** The paper as it leaves the store; refuses one whose bytes are not those that were kept. */
export async function leavingDocument(found: ReturnType<typeof unsealedDocument>): Promise<LeavingDocument> {
  const { file, sha256, requestId, name, type, bytes } = found;
  if (!(await isSealedFileWhole(file.id, sha256))) return { ok: false, reason: "file_damaged" };
  return { ok: true, document: { name, type, bytes, content: readSealedFile(file, requestId) } };
}
